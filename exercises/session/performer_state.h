/* The inside of a simulated person, for the files performer*.c alone: what the person means to do,
 * is doing, and has done. */
#ifndef UNGUARD_PERFORMER_STATE_H
#define UNGUARD_PERFORMER_STATE_H

#include "session/intent.h"
#include "session/mishap.h"
#include "session/performer.h"
#include "session/sight.h"

/* What the person is doing; each lasts `length_s` from `since_s`. */
enum activity {
    WAITING, /* resting, listening */
    SETTLING,
    QUIET, /* in the start posture, before the first repetition */
    MOVING,
    HOLDING,
    RETURNING,
    PAUSING,
    EASING /* back to the start before the repetition is over */
};

struct performer {
    const struct plan *plan; /* borrowed */
    struct performer_options options;
    struct chance luck; /* of tempo and range */
    struct chance whim; /* of how clean repetitions vary */
    struct sight sight;
    struct mishaps mishaps;
    int64_t frame;
    double now_s;

    enum activity activity;
    double since_s, length_s;
    int32_t step, set, attempts, wanted; /* of the current set */
    enum body_side side;
    bool in_set, heard_ready, held, over;
    double counted_s; /* last repetition counted, or the set's start */
    double heard_s;   /* last event */
    double end_s;     /* the session is done; 0 before */

    struct intent intent;
    double withdraw_s;                            /* began to withdraw the fault; < 0: not */
    double eased_share, eased_offset, eased_hand; /* where EASING began */
    struct body_angles start, target, angles;     /* of this set, and now */
    enum posture posture;
    enum view view;
    bool turned; /* as drawn last */
    struct body_camera camera;
    bool blends; /* SETTLING between postures, views or ways round: from picture to picture */
    struct pose from, drawn;
    struct body_angles from_angles;

    struct performer_rep *rep; /* owned; of the last one, how far it went: */
    bool noted;
    double furthest;
    double hand_s; /* for how long a hand has been at the hip now */
    int rep_count, rep_room;
};

/* performer_move.c: the movement at this moment, pure. */
double performer_smooth(double u); /* minimum jerk (Flash and Hogan 1985): 0 to 1 over 0..1 */
double performer_progress(const struct performer *performer);     /* 0..1 of the activity */
double performer_target_share(const struct performer *performer); /* of the way to the target */
double performer_offset_share(const struct performer *performer); /* of the fault that shows */
double performer_hand_share(const struct performer *performer);   /* of a hand's way to the hip */
struct body_angles performer_angles(const struct performer *performer);

/* performer_act.c: what to do, and when it is over. */
const struct exercise *performer_exercise(const struct performer *performer);
void performer_begin(struct performer *performer, enum activity activity, double at_s,
                     double length_s);
void performer_settle(struct performer *performer, double at_s); /* into the start posture */
void performer_ease_off(struct performer *performer); /* turns back from wherever it is */
void performer_end_rep(struct performer *performer, double at_s);
void performer_live(struct performer *performer);                            /* until now */
struct performer_rep *performer_open_rep(const struct performer *performer); /* NULL: none */
int64_t performer_microseconds(double seconds);

/* performer_hear.c: the sink's function. */
void performer_hear(void *self, const struct event *event);

#endif
