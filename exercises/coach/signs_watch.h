/* What guarding signs need to see pose by pose: a lean that stays, a hand that stays at the hip, a
 * movement turned back before it was one. */
#ifndef UNGUARD_SIGNS_WATCH_H
#define UNGUARD_SIGNS_WATCH_H

#include "movement/features.h"
#include "plan/exercise.h"

/* Flat; zero is a valid start. */
struct signs_watch {
    bool lean_known;
    float lean; /* deg, smoothed, + to the left */
    int64_t lean_us;
    float lean_sum; /* of the poses of this repetition that saw it */
    int32_t lean_count;
    bool off; /* off the usual lean, since then */
    int64_t off_us;
    bool lasts; /* this stretch has lasted long enough to be a shift... */
    bool told;  /* ...and been told; the caller's */

    int32_t poses, hands_seen; /* of this repetition */
    struct signs_hand {
        bool near; /* at hip or thigh, since then */
        int64_t near_us, seen_us;
    } hand[2];       /* left, right */
    float support_s; /* the longest that one was near in this repetition */

    bool rested, out; /* between repetitions: has been at rest; is under way, since then */
    int64_t out_us, way_us;
    float way;      /* share of the way to the target, smoothed */
    float start;    /* the target signal where that way begins */
    float furthest; /* of this excursion */
};

/* A set begins, or the watching was broken off. */
void signs_watch_restart(struct signs_watch *watch);

/* A repetition begins; what lasts goes on lasting. */
void signs_watch_begin(struct signs_watch *watch);

/* One pose in the exercise's posture: the trunk's lean against the usual one, NULL where that is
 * not known, and (in a repetition) the hands. pose gives the confidences, min_confidence the least
 * of a joint that is seen. */
void signs_watch_body(struct signs_watch *watch, const struct guarding *guarding,
                      const struct features *features, const struct feature_state *state,
                      const struct pose *pose, float min_confidence, const float *usual_lean,
                      bool in_repetition);

/* One pose between repetitions: the share of the way from rest to the target. True when a movement
 * has just come back that never became a repetition; watch->furthest is how far it went. min_move_s
 * as in the exercise's counting: a shorter one is noise. */
bool signs_watch_way(struct signs_watch *watch, int64_t t_us, float share, float min_move_s);

/* A repetition is under way: what was watched between them is over. */
void signs_watch_leave(struct signs_watch *watch);

#endif
