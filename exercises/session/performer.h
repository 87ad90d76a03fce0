/* A simulated person: does what the plan asks, cleanly or with faults, from joint angles by forward
 * kinematics. It listens to the coach's events as a person follows the cues (next set, rest over,
 * ease off), and gives poses at a fixed frame rate. It shares no code with the coach but the body,
 * so that neither can hide the other's mistakes.
 *
 * In a side view the left side is the near one, unless the person turns round. The same plan,
 * options and events give the same poses, to the last bit. */
#ifndef UNGUARD_PERFORMER_H
#define UNGUARD_PERFORMER_H

#include "movement/body.h"
#include "session/flaw.h"
#include "session/mishap.h"
#include "session/session.h"

struct performer_options {
    int faulty_set;   /* the set of each step performed with faults, from 1; 0: none */
    float frame_rate; /* frames a second, 1..240 */
    float noise_px;   /* white noise, pixels of a 480-line picture (standard deviation) */
    float dropout;    /* 0..1: share of joints lost per frame */
    uint64_t seed;    /* of tempo, range, proportions, camera and noise */
    float aspect;     /* picture width / height */

    float correlation;  /* 0..<1: of the noise from frame to frame (rho) */
    bool varied;        /* clean repetitions, body and camera vary as people's do (flaw_vary,
                           sight_vary) instead of only a little */
    float body_px;      /* a standing body's height in lines of 480; 0: as varied, or the default */
    struct flaw flaw;   /* what repetitions are given: */
    uint32_t flaw_reps; /* bit i - 1: repetition i of a set and side; 0: every one */
    int flaw_from_set;  /* not before this set, from 1; 0: every set */
    bool arrives;       /* stands before the camera for a moment before the first start posture */
    bool listens;    /* stays in the session's first start posture until it was told what to do */
    bool heedless;   /* goes on in spite of warnings; a stop still ends the repetition */
    int hips_hidden; /* something stands before the hips in this repetition, from 1; 0: never */

    float frames_lost; /* 0..0.9: share of frames that never come */
    uint32_t mishaps;  /* bits of enum mishap that happen now and then */
    uint32_t occluded; /* joints that MISHAP_OCCLUSION hides, bits; 0: a limb by chance */
    bool turns; /* in a side view, turns round where the limb to be watched is the right one */
};
struct performer_options performer_options_default(void); /* set 2 faulty, 30/s, 0.5 px, seed 1 */

/* Bits of what a repetition was given on purpose. In a faulty set they come in this order, one a
 * repetition, and start over. Where the plan has nothing to go against (no fault on a posture, no
 * limit on a value), the repetition is clean. */
enum performer_fault {
    PERFORMER_SHORT = 1,    /* turns back between reach and target */
    PERFORMER_HURRIED = 2,  /* comes back in less than half the time */
    PERFORMER_POSTURE = 4,  /* trunk, pelvis or other leg beyond a fault's limit, short of a stop */
    PERFORMER_HOLD_CUT = 8, /* less than half of the hold; of the way there when there is none */
    PERFORMER_NEAR_LIMIT = 16, /* heads past a limit's warning level until the coach warns */
    PERFORMER_STOPPED = 32,    /* not planned: eased off on hearing a stop, a pause or a skip */
    PERFORMER_RUSHED = 64,     /* there in less than half the time: where no hold can be cut */
    PERFORMER_FLAWED = 128     /* not in turn: the flaw of the options */
};
const char *performer_fault_name(enum performer_fault fault); /* "hold_cut"; static */

/* What one repetition really was. */
struct performer_rep {
    int32_t step, set, index; /* index from 1 within the set and side: attempts */
    enum body_side side;
    int64_t start_us, end_us; /* leaves the start posture, is back in it */
    float move_s, hold_s, return_s;
    bool completed;            /* went beyond reach and came back by itself */
    uint32_t faults;           /* performer_fault bits */
    struct body_angles target; /* at its furthest, without noise */
    bool has_value;            /* the target signal follows from the angles */
    float value;               /* of the target signal at its furthest, its unit */
    bool hidden;               /* the hips were */
    struct flaw flaw;          /* FLAW_NONE: none, or the body could not do it */
    float hand_s;     /* longest that a hand was within 0.25 trunk lengths of hip or thigh */
    uint32_t mishaps; /* bits of what was the matter while it was under way */
};

struct performer;

/* plan is borrowed and must outlive it. NULL: no memory. */
struct performer *performer_create(const struct plan *plan, struct performer_options options);
void performer_free(struct performer *performer); /* NULL-safe */

/* Poses from 1 / frame_rate on. PULL_END 2 s after EVENT_SESSION_DONE, or when a set has gone on
 * for 120 s without a repetition being counted (the coach does not see this person), or when ten
 * minutes have brought no event at all, pauses aside. */
struct input_source performer_source(struct performer *performer);
struct sink performer_sink(struct performer *performer); /* the person hears the coach */

/* Every repetition begun so far, in order; the last may still be under way (end_us 0). Borrowed
 * until the next call of the source. Returns their count. */
int performer_truth(const struct performer *performer, const struct performer_rep **rep);

/* The body of the last pose and the one at rest, square to the camera and without noise, for
 * gauge_read. False before the first set and on the way into its start posture. */
bool performer_looks(const struct performer *performer, struct pose *now, struct pose *rest);

#endif
