/* The instructor: an exercise's own keyframes as a person who shows it, at the prescribed tempo and
 * from where the camera looks. Pure: the same exercise, side and time give the same body. */
#ifndef UNGUARD_INSTRUCTOR_H
#define UNGUARD_INSTRUCTOR_H

#include "coach/phase.h"
#include "movement/body.h"
#include "plan/exercise.h"

#define INSTRUCTOR_STEPS 33    /* of the way from the start posture to beyond the target */
#define INSTRUCTOR_MOST  1.28f /* how far beyond: share of the way */

/* One exercise on one side, ready to be shown. Large enough to keep, small enough to copy. */
struct instructor {
    const struct exercise *exercise; /* borrowed */
    enum body_side side;
    float aspect;              /* width / height of the picture that it is framed for */
    struct body_camera camera; /* the whole way lies in the picture */
    /* The target's signal along the way, as the coach's features read it off this very body. */
    float value[INSTRUCTOR_STEPS];
    bool seen[INSTRUCTOR_STEPS];
    bool ranged;     /* the signal has a band on this way: */
    float low, high; /* shares of the way where the target's band begins and ends */
    int tip;         /* enum joint whose path shows the way; -1: nothing travels */
    int twin;        /* its fellow where both move apart or together; -1 */
};

/* Where a showing stands. */
struct instructor_moment {
    enum phase phase;        /* PHASE_START: at rest between two repetitions */
    float share;             /* 0 start posture .. 1 target posture */
    int32_t rep;             /* from 1 */
    int32_t second, seconds; /* holding: this second of so many; otherwise 0 */
};

/* What is drawn: joints, and what they don't tell. */
struct instructor_figure {
    struct pose pose; /* image heights of the instructor's picture */
    float back_curve; /* degrees, + rounded */
    float tension;    /* 0..1: work that does not show, of an exercise led by the clock */
};

/* aspect: of the picture that it is to fill, > 0. Side NONE for sides that go together. */
void instructor_prepare(struct instructor *instructor, const struct exercise *exercise,
                        enum body_side side, float aspect);

/* A demonstration that began so long ago, and goes on and on. */
struct instructor_moment instructor_demonstrate(const struct exercise *exercise, double since_s);

/* In time with the coach: in this phase for in_phase_s, held so long of what is asked; the phase
 * began at the share `from` of the way. */
struct instructor_moment instructor_follow(const struct exercise *exercise, enum phase phase,
                                           double in_phase_s, float held_s, float from);

/* One repetition's length in seconds, with the rest before it. */
double instructor_cycle_s(const struct exercise *exercise);

struct instructor_figure instructor_figure(const struct instructor *instructor, float share);

/* Which share of the way has this value of the target's signal; clamped to the way. False where the
 * way has none. */
bool instructor_share(const struct instructor *instructor, float value, float *share);

/* Is the person seen the other way round (the head at the picture's other end)? Then the
 * instructor's picture is to be mirrored too. False while it can't be told. */
bool instructor_turned(const struct instructor *instructor, const struct pose *person,
                       float min_confidence);

/* A point of the world, metres (body.h), in the instructor's picture. */
void instructor_project(const struct instructor *instructor, float x, float y, float z, float *px,
                        float *py);

#endif
