#include "session/chance.h"

#include "movement/exact.h"

static uint64_t rotated_left(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

struct chance chance_seeded(uint64_t seed)
{
    struct chance chance;
    for (int i = 0; i < 4; i++) {
        seed += 0x9e3779b97f4a7c15ull;
        uint64_t z = seed;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        chance.state[i] = z ^ (z >> 31);
    }
    return chance;
}

uint64_t chance_bits(struct chance *chance)
{
    uint64_t *s = chance->state;
    uint64_t bits = rotated_left(s[1] * 5, 7) * 9, kept = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= kept;
    s[3] = rotated_left(s[3], 45);
    return bits;
}

double chance_uniform(struct chance *chance)
{
    return (double)(chance_bits(chance) >> 11) * 0x1p-53;
}

double chance_between(struct chance *chance, double low, double high)
{
    return low + (high - low) * chance_uniform(chance);
}

void chance_normal_pair(struct chance *chance, double *first, double *second)
{
    double u = 1 - chance_uniform(chance); /* never 0 */
    double length = exact_sqrt(-2 * exact_log(u));
    double angle = 2 * EXACT_PI * chance_uniform(chance);
    *first = length * exact_cos(angle);
    *second = length * exact_sin(angle);
}

double chance_variation(struct chance *chance)
{
    double value, unused;
    chance_normal_pair(chance, &value, &unused);
    return value < -2 ? -2 : value > 2 ? 2 : value;
}
