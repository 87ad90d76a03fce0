/* A seeded generator for simulation, passed in and never global: xoshiro256** (Blackman and Vigna,
 * 2018), seeded by splitmix64. The same numbers on every machine. */
#ifndef UNGUARD_CHANCE_H
#define UNGUARD_CHANCE_H

#include <stdint.h>

struct chance {
    uint64_t state[4];
};

struct chance chance_seeded(uint64_t seed);
uint64_t chance_bits(struct chance *chance);
double chance_uniform(struct chance *chance);                          /* 0 <= u < 1 */
double chance_between(struct chance *chance, double low, double high); /* evenly */

/* Two independent normal values, mean 0, standard deviation 1 (Box and Muller). */
void chance_normal_pair(struct chance *chance, double *first, double *second);

/* Normal, cut at +-2 standard deviations: how much people vary. */
double chance_variation(struct chance *chance);

#endif
