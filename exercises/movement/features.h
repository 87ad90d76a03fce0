/* Pose to movement: joint angles, rates and distances, each of them good or not seen.
 *
 * Angles in degrees, ratios without unit, rates per second. A feature is valid only if all its
 * joints were seen in this very frame, the view can show it, and no limb it rests on has left the
 * picture plane. Definitions after the glossary (hip_flexion_angle = 180 - angle(shoulder, hip,
 * knee) and so on); each formula stands beside its function in features.c. */
#ifndef UNGUARD_FEATURES_H
#define UNGUARD_FEATURES_H

#include "movement/filter.h"
#include "movement/noise.h"
#include "movement/outlook.h"
#include "movement/pose.h"
#include "movement/slope.h"

/* Append only. A sided kind has a value for the left and one for the right. */
enum feature_kind {
    FEATURE_HIP_FLEXION,   /* deg; 0 straight, extension negative once facing is known; sagittal */
    FEATURE_KNEE_FLEXION,  /* deg; 0 straight; sagittal */
    FEATURE_HIP_ABDUCTION, /* deg; thigh against the normal of the hip line, outward +; frontal */
    FEATURE_THIGH_ELEVATION,   /* deg; femur above (+) or below (-) the horizontal; sagittal */
    FEATURE_PELVIC_OBLIQUITY,  /* deg; + this side's hip higher; relative to reference; frontal */
    FEATURE_LATERAL_LEAN,      /* deg; + trunk leans towards this side; relative; frontal */
    FEATURE_TRUNK_SHIFT,       /* trunk lengths; + shoulders displaced to this side; frontal */
    FEATURE_TRUNK_INCLINATION, /* deg; trunk against the vertical, towards the front +; relative;
                                  not sided; sagittal */
    FEATURE_HIP_HEIGHT,        /* hip above ankle over calibrated leg length, 1 standing straight;
                                  sided; any view: tolerates a turned body */
    FEATURE_HIP_LINE, /* deg; shoulder-hip-knee measured on the belly's side: 180 straight, less
                         with the hips bent, more with them sagging or arched; sided; sagittal */
    FEATURE_KNEE_GAP, /* trunk lengths between the knees; not sided; frontal */
    FEATURE_LEG_ELEVATION, /* deg; hip to ankle above (+) or below the horizontal; sagittal */
    FEATURE_ARM_ELEVATION, /* deg; shoulder to wrist, likewise; sagittal */
    FEATURE_KNEE_OPENING,  /* deg between the thighs, from the knees' distance; not sided */
    FEATURE_ANKLE_GAP,     /* thigh lengths between the ankles; not sided */
    FEATURE_KNEE_TILT,     /* deg; knees over the middle of hips and ankles, against the
                              picture's vertical, + towards this side; relative */
    FEATURE_SHOULDER_TILT, /* deg; + this side's shoulder higher; relative */
    FEATURE_SIDE_LINE,     /* deg; shoulders-hips-knees, 180 straight, less with the hips
                              sagging towards the floor; not sided */
    FEATURE_BODY_SPEED,    /* trunk lengths a second, of trunk and legs; not sided */
    FEATURE_KIND_COUNT
};

enum feature_plane { PLANE_ANY, PLANE_SAGITTAL, PLANE_FRONTAL, PLANE_NOT_SIDE };

struct feature_info {
    const char *name; /* as config files spell it: "knee_flexion" */
    const char *unit; /* "deg" or "ratio" */
    bool sided;
    enum feature_plane plane;
};

#define FEATURE_COUNT (2 * FEATURE_KIND_COUNT) /* slot = 2 * kind + side; unsided kinds use 0 */

struct features {
    int64_t t_us;
    float value[FEATURE_COUNT];
    float rate[FEATURE_COUNT]; /* per second */
    uint64_t valid;            /* bit per slot: value can be trusted in this frame */
    uint64_t rate_valid;       /* bit per slot: rate too (false below 8 frames a second) */
};

/* Which of a sided kind's values a config means. */
enum signal_side {
    SIGNAL_BOTH,   /* mean of the two; of one alone where only one is valid */
    SIGNAL_ACTIVE, /* the side being exercised */
    SIGNAL_OTHER,  /* the opposite one */
    SIGNAL_NEAR,   /* nearer to the camera in a side view */
    SIGNAL_FAR,
    SIGNAL_LEFT,
    SIGNAL_RIGHT,
    SIGNAL_DIFFERENCE, /* the left one less the right one: asymmetry */
    SIGNAL_SIDE_COUNT
};

/* The person's own. */
enum body_side { SIDE_NONE, SIDE_LEFT, SIDE_RIGHT };

struct signal {
    enum feature_kind kind;
    enum signal_side side; /* ignored by kinds that are not sided */
};

struct reading {
    bool seen;
    bool rate_seen;
    float value, rate;
};

/* Limits of what is believed; all from config (camera group), all [D]. */
struct feature_settings {
    float min_confidence;  /* 0..1: a landmark below it is not seen */
    float side_max_width;  /* shoulder width / trunk length at most, for sagittal angles */
    float front_min_width; /* the same at least, for frontal angles */
    float min_limb;        /* limb length / its calibrated length at least */
    float smoothing_s;     /* time constant of the joint filter */
    float reference_s;     /* length of the quiet reference, about 3 s */
    float quiet_speed;     /* trunk lengths a second: below it a body is quiet */
};

#define THIGH_LOOKS 60 /* two seconds of standing */

enum limb {
    LIMB_TRUNK,
    LIMB_LEFT_THIGH,
    LIMB_RIGHT_THIGH,
    LIMB_LEFT_SHANK,
    LIMB_RIGHT_SHANK,
    LIMB_LEFT_LEG, /* hip to ankle, as the crow flies */
    LIMB_RIGHT_LEG,
    LIMB_COUNT
};

/* State between frames. Flat; zero is a valid start. */
struct feature_state {
    struct filter joint_x[JOINT_COUNT], joint_y[JOINT_COUNT];
    struct filter pelvis_x, pelvis_y;  /* right hip to left hip */
    struct slope slope[FEATURE_COUNT]; /* for rates */
    float limb_length[LIMB_COUNT];     /* calibrated, image heights; 0 before first seen */
    float frame_s;                     /* running mean of the frame interval */
    int64_t last_us;
    float facing;     /* running vote, -1..1: + faces the picture's right when upright */
    float near_vote;  /* running vote, -1..1: + the left side is nearer */
    float view_width; /* running shoulder width / trunk length */
    bool view_known;  /* it has been seen */
    float leg_shrink, trunk_shrink; /* running, 0..1: by what share limbs that lie in the picture
                                       plane look shorter than known: the body has moved away */
    float thigh_to_hips; /* length of a thigh over the hips' distance, seen standing; kept when all
                            else starts anew: a body's own */
    float hips_width;    /* running distance of the hips, image heights; 0: not seen yet */
    int32_t thigh_looks; /* it was learnt from; at most THIGH_LOOKS */
    int64_t jump_us;     /* since when the whole body is elsewhere at once; 0: it isn't */
    float reference[FEATURE_COUNT];        /* the level that relative kinds are measured from */
    float reference_weight[FEATURE_COUNT]; /* seconds gathered per slot */
    float reference_s;                     /* quiet seconds gathered */
    int64_t gathered_us;                   /* the last time that some were */
    bool reference_frontal;                /* of the plane it is gathered in */
    float reference_facing;                /* which way the body faced then: -1, 0, 1 */
    bool has_reference;
    struct outlook outlook;
    struct noise noise;
    float jitter; /* of the joints against what plan/jitter.h was measured with; 0: not known yet */
    uint64_t rated;   /* set by the caller: slots whose rates it reads; 0: all */
    uint64_t counted; /* set by the caller: relative slots that it counts by, of features_level; no
                         level is taken that lacks them */
    bool settling;    /* set by the caller: no repetition is under way, nor is it rested */
};

const struct feature_info *feature_info(enum feature_kind kind); /* static */
struct feature_settings feature_settings_default(void);

/* Forgets filters, votes and the reference: a new posture or camera. The body's own proportion
 * stays. */
void features_restart(struct feature_state *state);

/* The slots of a kind that is measured from the quiet reference; 0 for every other kind. */
uint64_t features_level(enum feature_kind kind);

/* One pose in, features out. Pose times must increase. Poses that are not present give valid = 0.
 */
struct features features_step(struct feature_state *state, const struct feature_settings *settings,
                              const struct pose *pose, bool want_reference);

/* Reads what a config means by signal, given the active side. */
struct reading features_read(const struct features *features, const struct feature_state *state,
                             struct signal signal, enum body_side active);

/* The same, but with the rate over SLOPE_LONG_US; not seen until two thirds of that were. */
struct reading features_read_long(const struct features *features,
                                  const struct feature_state *state, struct signal signal,
                                  enum body_side active);

/* Can the present view show this kind's plane at all? True until the body has been seen. */
bool features_view_shows(const struct feature_state *state, const struct feature_settings *settings,
                         enum feature_kind kind);

/* A signal of one side of a body seen from its side: is that side the far one? False while which is
 * nearer is not known. */
bool features_far(const struct feature_state *state, struct signal signal, enum body_side active);

/* Joints that a signal rests on, as a bit mask over enum joint (to say what is not seen). */
uint32_t signal_joints(struct signal signal, enum body_side active);

#endif
