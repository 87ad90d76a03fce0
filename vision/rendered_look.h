/* What a seed makes of people and rooms: build, colours, clothes. */
#ifndef UNGUARD_VISION_RENDERED_LOOK_H
#define UNGUARD_VISION_RENDERED_LOOK_H

#include "base.h"

struct colour {
    float r, g, b; /* 0..1, as displayed (sRGB) */
};

/* Deterministic, for looks and noise alone (splitmix64, Steele et al. 2014). */
uint64_t rendered_bits(uint64_t *state);
float rendered_chance(uint64_t *state, float low, float high);

enum material {
    MATERIAL_SKIN,
    MATERIAL_TOP,
    MATERIAL_LEGS,
    MATERIAL_HAIR,
    MATERIAL_SHOE,
    MATERIAL_SOLE,
    MATERIAL_LIP,
    MATERIAL_EYE,
    MATERIAL_STOOL,
    MATERIAL_COUNT
};

struct person_look {
    struct colour colour[MATERIAL_COUNT];
    float girth;       /* 0.9..1.12: limbs and trunk against the usual */
    float hips, chest; /* 0.95..1.08: width of either */
    float sleeve;      /* share of the upper arm that is covered, 0.3..0.75 */
    float leg;         /* share of the shank that is covered, 0.3..0.95 */
    int hair;          /* 0 short, 1 a high bun, 2 a low one */
    bool stripe;       /* down the outside of the legs */
};

struct room_look {
    struct colour wall, floor, mat, trim, accent;
    bool window_right;
    bool boards; /* of the floor: boards, or one even cover */
    int thing;   /* on the wall: 0 nothing, 1 a shelf, 2 a picture; a plant stands by 1 and 2 */
};

struct person_look rendered_person_look(uint64_t seed);
struct room_look rendered_room_look(uint64_t seed);

#endif
