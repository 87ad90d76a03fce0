/* Inside the features: the body of one frame, and what may be measured on it. */
#ifndef UNGUARD_FRAME_H
#define UNGUARD_FRAME_H

#include "movement/features.h"
#include "movement/geometry.h"

#define VOTE_KNOWN 0.2f /* a running vote beyond this has an answer */

/* Filtered points of the joints that were seen in this frame. */
struct frame {
    struct point joint[JOINT_COUNT];
    uint32_t seen; /* bit per joint */
    float length[LIMB_COUNT];
    bool limb_seen[LIMB_COUNT]; /* both ends seen */
    bool limb_flat[LIMB_COUNT]; /* and long enough to lie in the picture plane */
    struct point top, bottom;   /* of the trunk */
    /* The joints and the trunk's ends as a camera shows them that looks straight at the plane of
     * movement (outlook.h); of joints not seen, nothing that means anything. */
    struct point straight[JOINT_COUNT];
    struct point straight_top, straight_bottom;
    bool sagittal, frontal; /* what the view can show */
    bool aside;             /* the body is known to be seen from the side */
    double dt_s;            /* since the last pose; 0 at the first */
};

static inline uint32_t joint_bit(enum joint joint)
{
    return 1u << joint;
}

/* A joint of the left side (0), or its fellow of the right (1). */
static inline enum joint joint_of(enum joint left, int side)
{
    return (enum joint)(left + side);
}

static inline bool frame_sees(const struct frame *frame, uint32_t joints)
{
    return (frame->seen & joints) == joints;
}

/* Filters the pose's joints, calibrates limbs, and judges view, facing and near side. */
struct frame frame_take(struct feature_state *state, const struct feature_settings *settings,
                        const struct pose *pose);

/* Of a leg from hip to ankle, stretched, as calibrated: a straight leg was seen: its length.
 * Otherwise thigh and shank together, which noise makes a little too long. side: 0 left, 1 right.
 */
float frame_leg_length(const struct feature_state *state, int side);

/* Every kind that this frame shows, relative kinds still absolute. May correct the facing vote.
 * rests: no repetition is under way, so that a quiet body tells how the camera looks at it. */
void frame_measure(struct feature_state *state, const struct feature_settings *settings,
                   struct frame *frame, bool rests, struct features *features);

/* +1 faces the picture's right (upright), -1 its left, 0 not known yet. */
float frame_facing(const struct feature_state *state);

#endif
