/* How the camera looks at the plane that a body moves in, learnt while the body rests.
 *
 * A camera askew by yaw that looks down by pitch shows a vector of that plane, `along` the floor
 * and `up`, stretched and slanted (orthographic projection):
 *
 *   x (right) = cos(yaw) along
 *   y (down)  = slant along - cos(pitch) up      slant = sin(yaw) sin(pitch), one way or the other
 *
 * Both follow from where a vector at right angles to the plane points, sin(yaw) to the side and
 * cos(yaw) sin(pitch) up or down for its length: from the side, from one shoulder and hip to the
 * other; from the front, a standing person's flat feet. From the front without such feet the slant
 * alone follows, from a trunk whose shoulders lie across it. Roll is not known: all of it
 * stays in the angles against the vertical. */
#ifndef UNGUARD_OUTLOOK_H
#define UNGUARD_OUTLOOK_H

#include <stdbool.h>

struct point; /* geometry.h */
struct frame;
struct feature_state;

/* Flat; zero: nothing is known, the camera looks straight. */
struct outlook {
    float deep_x, deep_y;  /* running mean: a unit vector across the plane in the picture */
    float deep_s, slant_s; /* seconds that they were learnt from, at most OUTLOOK_S */
    float slant;           /* running mean, of a trunk seen from the front */
    bool frontal;          /* of the plane it was learnt in; another one starts anew */
};

#define OUTLOOK_S 2.0f

/* Learns from a quiet frame of a clear view. */
void outlook_learn(struct feature_state *state, const struct frame *frame);

/* What turns a vector of the picture into one of the plane. */
struct outlook_plane {
    float along, slant, up; /* 1, 0, 1: the camera looks straight */
};
struct outlook_plane outlook_plane(const struct outlook *outlook);

/* x to the right and y down, as a camera that looks straight would show them. */
struct point outlook_flatten(struct outlook_plane plane, struct point point);

/* Fills in the frame's straight points: those that a straight camera would show. From the side,
 * left and right joints come to lie in the body's middle plane. */
void outlook_straighten(const struct feature_state *state, struct frame *frame);

#endif
