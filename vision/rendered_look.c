#include "vision/rendered_look.h"

#define HEX(rgb)                                                                                   \
    {                                                                                              \
        ((rgb) >> 16) / 255.0f, ((rgb) >> 8 & 255) / 255.0f, ((rgb)&255) / 255.0f                  \
    }

uint64_t rendered_bits(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

float rendered_chance(uint64_t *state, float low, float high)
{
    return low + (high - low) * (float)(rendered_bits(state) >> 40) / 16777216.0f;
}

static struct colour pick(uint64_t *state, const struct colour *from, size_t count)
{
    return from[rendered_bits(state) % count];
}

struct person_look rendered_person_look(uint64_t seed)
{
    static const struct colour skins[] = {HEX(0xe8b896), HEX(0xd9a07a), HEX(0xc58c63),
                                          HEX(0x9c6a48), HEX(0x6f4a35), HEX(0xf0c8aa)};
    /* Clothes stand out from every wall, and legs from the top. */
    static const struct colour tops[] = {HEX(0x2f7f86), HEX(0xb8573f), HEX(0x3f5fa0),
                                         HEX(0x8a3f5c), HEX(0x4f7d46), HEX(0xc28a2e)};
    static const struct colour legs[] = {HEX(0x2b3344), HEX(0x3a3a40), HEX(0x23404a),
                                         HEX(0x4a3a4c)};
    static const struct colour hairs[] = {HEX(0x3a2a20), HEX(0x1f1b1a), HEX(0x7a5433),
                                          HEX(0x8d8a86), HEX(0x5a3524)};
    static const struct colour shoes[] = {HEX(0xd8d6d0), HEX(0x6c7684), HEX(0xc9b7a0)};
    uint64_t state = seed ^ 0x70657273u;
    struct person_look look = {0};
    struct colour *colour = look.colour;
    colour[MATERIAL_SKIN] = pick(&state, skins, ARRAY_LENGTH(skins));
    colour[MATERIAL_TOP] = pick(&state, tops, ARRAY_LENGTH(tops));
    colour[MATERIAL_LEGS] = pick(&state, legs, ARRAY_LENGTH(legs));
    colour[MATERIAL_HAIR] = pick(&state, hairs, ARRAY_LENGTH(hairs));
    colour[MATERIAL_SHOE] = pick(&state, shoes, ARRAY_LENGTH(shoes));
    colour[MATERIAL_SOLE] = (struct colour)HEX(0xece8e0);
    struct colour skin = colour[MATERIAL_SKIN];
    colour[MATERIAL_LIP] = (struct colour){0.82f * skin.r, 0.62f * skin.g, 0.62f * skin.b};
    colour[MATERIAL_EYE] = (struct colour){0.28f * skin.r, 0.24f * skin.g, 0.24f * skin.b};
    colour[MATERIAL_STOOL] = (struct colour)HEX(0xb08a5e);
    look.girth = rendered_chance(&state, 0.94f, 1.08f);
    look.hips = rendered_chance(&state, 0.96f, 1.06f);
    look.chest = rendered_chance(&state, 0.96f, 1.06f);
    look.sleeve = rendered_chance(&state, 0.35f, 0.7f);
    look.leg = rendered_chance(&state, 0.0f, 1.0f) < 0.3f ? 0.35f : 0.93f;
    look.hair = (int)(rendered_bits(&state) % 3);
    look.stripe = rendered_bits(&state) % 2 == 0;
    return look;
}

struct room_look rendered_room_look(uint64_t seed)
{
    static const struct colour walls[] = {HEX(0xd9d2c4), HEX(0xcfd6d2), HEX(0xd8cdbd),
                                          HEX(0xc9d0d8), HEX(0xd6cfcf)};
    static const struct colour floors[] = {HEX(0xb08f6a), HEX(0x9a7c5c), HEX(0xc2a887),
                                           HEX(0xa39a8e)};
    static const struct colour mats[] = {HEX(0x7f8fb0), HEX(0x8fae9b), HEX(0xb59aa8),
                                         HEX(0x8a9aa3)};
    uint64_t state = seed ^ 0x726f6f6du;
    struct room_look look = {.trim = HEX(0xf0ece4), .accent = HEX(0x6d8a63)};
    look.wall = pick(&state, walls, ARRAY_LENGTH(walls));
    look.floor = pick(&state, floors, ARRAY_LENGTH(floors));
    look.mat = pick(&state, mats, ARRAY_LENGTH(mats));
    look.window_right = rendered_bits(&state) % 2 == 0;
    look.boards = rendered_bits(&state) % 4 != 0;
    look.thing = (int)(rendered_bits(&state) % 3);
    return look;
}
