#include "session/intent.h"

#include "movement/exact.h"
#include "session/performer.h"

#define FREE_TEMPO_S  2.0f  /* where an exercise prescribes none */
#define HURRIED_SHARE 0.45f /* of the prescribed time */
#define CUT_SHARE     0.5   /* of the prescribed hold */
#define TOP_S         0.3f  /* at the target without a hold */
#define FAULT_GRADE   0.6   /* of a fault's span beyond its limit: two in four */
#define STOP_MARGIN   0.85  /* of a stop level: planned faults stay short of it */
#define SHARE_MAX     1.8   /* further along a movement is no longer that movement */

struct body_angles intent_angles(const struct exercise *exercise, int keyframe, enum body_side side)
{
    const struct keyframe *from = &exercise->keyframe[keyframe];
    int active = side == SIDE_RIGHT ? 1 : 0;
    float towards_left = active == 0 ? 1.0f : -1.0f;
    struct body_angles angles = {.trunk_inclination = from->trunk_inclination,
                                 .lateral_lean = towards_left * from->lateral_lean,
                                 .pelvic_obliquity = towards_left * from->pelvic_obliquity,
                                 .trunk_rotation = towards_left * from->trunk_rotation};
    for (int i = 0; i < 2; i++) {
        int to = i == 0 ? active : 1 - active;
        angles.hip_flexion[to] = from->hip_flexion[i];
        angles.knee_flexion[to] = from->knee_flexion[i];
        angles.hip_abduction[to] = from->hip_abduction[i];
        angles.hip_rotation[to] = from->hip_rotation[i];
        angles.shoulder_flexion[to] = from->shoulder_flexion[i];
        angles.elbow_flexion[to] = from->elbow_flexion[i];
    }
    /* The side being exercised is the upper one. */
    angles.on_left_side = exercise->posture == POSTURE_SIDE_LYING && side == SIDE_RIGHT;
    return angles;
}

static float mixed(float from, float to, double share, float offset, double offset_share)
{
    return (float)((double)from + ((double)to - (double)from) * share +
                   (double)offset * offset_share);
}

struct body_angles angles_between(const struct body_angles *from, const struct body_angles *to,
                                  double share, const struct body_angles *offset,
                                  double offset_share)
{
    struct body_angles at = {.on_left_side = to->on_left_side};
#define MIX(field) at.field = mixed(from->field, to->field, share, offset->field, offset_share)
    MIX(trunk_inclination);
    MIX(lateral_lean);
    MIX(pelvic_obliquity);
    MIX(trunk_rotation);
    for (int i = 0; i < 2; i++) {
        MIX(hip_flexion[i]);
        MIX(knee_flexion[i]);
        MIX(hip_abduction[i]);
        MIX(hip_rotation[i]);
        MIX(shoulder_flexion[i]);
        MIX(elbow_flexion[i]);
    }
#undef MIX
    for (int i = 0; i < 2; i++)
        at.knee_flexion[i] = at.knee_flexion[i] < 0 ? 0 : at.knee_flexion[i]; /* straight is all */
    return at;
}

/* ---- what a signal means to the body ---- */

int intent_sides(struct signal signal, enum body_side side)
{
    int active = side == SIDE_LEFT ? 1 : side == SIDE_RIGHT ? 2 : 3;
    switch (signal.side) {
    case SIGNAL_ACTIVE:
        return active;
    case SIGNAL_OTHER:
        return active == 3 ? 3 : 3 - active;
    case SIGNAL_NEAR: /* the left side is */
    case SIGNAL_LEFT:
        return 1;
    case SIGNAL_FAR:
    case SIGNAL_RIGHT:
        return 2;
    default:
        return 3;
    }
}

float intent_length_s(const struct intent *intent)
{
    return intent->move_s + intent->hesitation_s + intent->hold_s + intent->return_s;
}

static double cosine(double degrees)
{
    return exact_cos(degrees * (EXACT_PI / 180));
}

static bool side_value(const struct exercise *exercise, enum feature_kind kind, int side,
                       const struct body_angles *angles, double *value)
{
    double hip = (double)angles->hip_flexion[side], knee = (double)angles->knee_flexion[side];
    double trunk = (double)angles->trunk_inclination;
    double thigh = hip - trunk; /* to the front of hanging down */
    double towards = side == 0 ? 1 : -1;
    struct body_shape shape = body_shape_default();
    double upper = (double)shape.thigh, lower = (double)shape.shank;
    switch (kind) {
    case FEATURE_HIP_FLEXION:
        *value = hip;
        return true;
    case FEATURE_KNEE_FLEXION:
        *value = knee;
        return true;
    case FEATURE_HIP_ABDUCTION:
        *value = (double)angles->hip_abduction[side];
        return true;
    case FEATURE_THIGH_ELEVATION:
        *value = thigh - 90;
        return true;
    case FEATURE_HIP_LINE:
        *value = 180 - hip;
        return true;
    case FEATURE_HIP_HEIGHT:
        *value = (upper * cosine(thigh) + lower * cosine(knee - thigh)) / (upper + lower);
        return exercise->posture != POSTURE_SUPINE; /* there the ground decides */
    case FEATURE_PELVIC_OBLIQUITY:
        *value = towards * (double)angles->pelvic_obliquity;
        return true;
    case FEATURE_LATERAL_LEAN:
        *value = towards * (double)angles->lateral_lean;
        return true;
    case FEATURE_TRUNK_INCLINATION:
        *value = trunk - (double)exercise->keyframe[0].trunk_inclination;
        return true;
    default:
        return false;
    }
}

bool intent_value(const struct exercise *exercise, enum body_side side, struct signal signal,
                  const struct body_angles *angles, double *value)
{
    int sides = intent_sides(signal, side);
    double left, right;
    if (!side_value(exercise, signal.kind, 0, angles, &left) ||
        !side_value(exercise, signal.kind, 1, angles, &right))
        return false;
    *value = sides == 1 ? left : sides == 2 ? right : (left + right) / 2;
    return true;
}

static bool is_upright(enum posture posture)
{
    return posture == POSTURE_STANDING || posture == POSTURE_SITTING || posture == POSTURE_KNEELING;
}

/* Adds what raises the signal by amount. The trunk tilts over legs that stay where they are, and
 * the pelvis tilts over a standing leg that stays upright. False where no angle does it. */
static bool raise_signal(const struct exercise *exercise, enum body_side side, struct signal signal,
                         double amount, struct body_angles *offset)
{
    int sides = intent_sides(signal, side);
    float by = (float)amount, to_left = sides == 2 ? -by : by;
    float *pair = NULL;
    bool leans = signal.kind == FEATURE_LATERAL_LEAN || signal.kind == FEATURE_PELVIC_OBLIQUITY;
    if (leans && sides == 3)
        return false; /* towards neither */
    switch (signal.kind) {
    case FEATURE_TRUNK_INCLINATION:
        offset->trunk_inclination += by;
        if (is_upright(exercise->posture)) {
            offset->hip_flexion[0] += by;
            offset->hip_flexion[1] += by;
        }
        return true;
    case FEATURE_LATERAL_LEAN:
        offset->lateral_lean += to_left;
        return true;
    case FEATURE_PELVIC_OBLIQUITY:
        offset->pelvic_obliquity += to_left;
        if (exercise->posture == POSTURE_STANDING && side == SIDE_LEFT)
            offset->hip_abduction[1] += to_left;
        if (exercise->posture == POSTURE_STANDING && side == SIDE_RIGHT)
            offset->hip_abduction[0] -= to_left;
        return true;
    case FEATURE_HIP_FLEXION:
    case FEATURE_THIGH_ELEVATION:
    case FEATURE_HIP_LINE:
        pair = offset->hip_flexion;
        by = signal.kind == FEATURE_HIP_LINE ? -by : by;
        break;
    case FEATURE_KNEE_FLEXION:
        pair = offset->knee_flexion;
        break;
    case FEATURE_HIP_ABDUCTION:
        pair = offset->hip_abduction;
        break;
    default:
        return false;
    }
    for (int i = 0; i < 2; i++)
        if (sides >> i & 1)
            pair[i] += by;
    return true;
}

/* ---- faults ---- */

static double value_at(const struct exercise *exercise, enum body_side side, struct signal signal,
                       double share)
{
    const struct body_angles none = {0};
    struct body_angles rest = intent_angles(exercise, 0, side);
    struct body_angles target = intent_angles(exercise, 1, side);
    struct body_angles at = angles_between(&rest, &target, share, &none, 0);
    double value = 0;
    intent_value(exercise, side, signal, &at, &value);
    return value;
}

static double magnitude(double value)
{
    return value < 0 ? -value : value;
}

/* The share of the way at which a signal comes to level, going from its value at rest; most if it
 * doesn't. */
static double share_at(const struct exercise *exercise, enum body_side side, struct signal signal,
                       double level, double most)
{
    double from = value_at(exercise, side, signal, 0), way = level - from;
    for (double share = 0; share < most; share += 0.005) {
        double gone = value_at(exercise, side, signal, share) - from;
        if (way >= 0 ? gone >= way : gone <= way)
            return share;
    }
    return most;
}

static double reach_share(const struct exercise *exercise, enum body_side side)
{
    return share_at(exercise, side, exercise->phase.signal, (double)exercise->phase.reach, 1);
}

/* Where the target's band begins on the way there. */
static double band_share(const struct exercise *exercise, enum body_side side)
{
    const struct target *target = &exercise->target;
    double from = value_at(exercise, side, target->signal, 0), to = (double)target->value;
    double edge = to >= from ? to - (double)target->tolerance : to + (double)target->tolerance;
    return share_at(exercise, side, target->signal, edge, 1);
}

/* Share of a smooth movement's time that it spends beyond `share` of its way. */
static double time_beyond(double share)
{
    double u = 0;
    while (u < 1 && u * u * u * (10 + u * (6 * u - 15)) < share)
        u += 0.01;
    return 1 - u;
}

/* A duration of at least `wanted` at which a smooth movement (peak speed 15/8 of the mean) stays
 * short of every rate that stops, and not longer than `prescribed`. */
static float fastest_s(const struct exercise *exercise, enum body_side side, float wanted,
                       float prescribed)
{
    double seconds = (double)wanted;
    for (int i = 0; i < exercise->limit_count; i++) {
        const struct limit_rule *limit = &exercise->limit[i];
        double most = STOP_MARGIN * magnitude((double)limit->stop);
        if (limit->quantity != QUANTITY_RATE || most <= 0)
            continue;
        double way = magnitude(value_at(exercise, side, limit->signal, 1) -
                               value_at(exercise, side, limit->signal, 0));
        if (1.875 * way / most > seconds)
            seconds = 1.875 * way / most;
    }
    return seconds < (double)prescribed ? (float)seconds : prescribed;
}

/* Short of every stop on the same signal, on the same side of zero. */
static double short_of_stop(const struct exercise *exercise, struct signal signal, double goal)
{
    for (int i = 0; i < exercise->limit_count; i++) {
        const struct limit_rule *limit = &exercise->limit[i];
        double most = STOP_MARGIN * (double)limit->stop;
        if (limit->quantity != QUANTITY_VALUE || limit->signal.kind != signal.kind || most == 0)
            continue;
        if (limit->compare == COMPARE_EITHER)
            most = goal < 0 ? -magnitude(most) : magnitude(most);
        if (most > 0 && goal > most)
            goal = most;
        if (most < 0 && goal < most)
            goal = most;
    }
    return goal;
}

/* Brings the signal from its clean value at the target to goal. */
static bool bring_to(const struct exercise *exercise, enum body_side side, struct signal signal,
                     double goal, struct body_angles *offset)
{
    double clean = value_at(exercise, side, signal, 1);
    return raise_signal(exercise, side, signal, goal - clean, offset);
}

static bool go_past_fault(const struct exercise *exercise, enum body_side side,
                          const struct fault *fault, struct body_angles *offset)
{
    double sign = fault->compare == COMPARE_BELOW ? -1 : 1;
    double limit = (double)fault->limit;
    double goal =
        short_of_stop(exercise, fault->signal, limit + sign * FAULT_GRADE * (double)fault->span);
    if (sign * (goal - limit) <= 0)
        return false;
    return bring_to(exercise, side, fault->signal, goal, offset);
}

/* Does a provocation limit watch the same way of going astray? Then that way is the telling one. */
static bool is_guarded(const struct exercise *exercise, const struct fault *fault)
{
    for (int i = 0; i < exercise->limit_count; i++)
        if (exercise->limit[i].quantity == QUANTITY_VALUE &&
            exercise->limit[i].signal.kind == fault->signal.kind &&
            exercise->limit[i].compare == fault->compare)
            return true;
    return false;
}

/* The fault on a kind of posture that is guarded, else the first; NULL without one. */
static const struct fault *fault_of(const struct exercise *exercise, enum feature_kind kind)
{
    const struct fault *found = NULL;
    for (int i = 0; i < exercise->fault_count; i++) {
        const struct fault *fault = &exercise->fault[i];
        if (fault->quantity != QUANTITY_VALUE || fault->signal.kind != kind)
            continue;
        if (!found || (!is_guarded(exercise, found) && is_guarded(exercise, fault)))
            found = fault;
    }
    return found;
}

/* Trunk and pelvis go astray together; without a fault on them, another joint than the target's. */
static bool take_posture_fault(const struct exercise *exercise, enum body_side side,
                               struct body_angles *offset)
{
    static const enum feature_kind trunk[] = {FEATURE_TRUNK_INCLINATION, FEATURE_LATERAL_LEAN,
                                              FEATURE_PELVIC_OBLIQUITY};
    bool taken = false;
    for (size_t i = 0; i < ARRAY_LENGTH(trunk); i++) {
        const struct fault *fault = fault_of(exercise, trunk[i]);
        if (fault && go_past_fault(exercise, side, fault, offset))
            taken = true;
    }
    for (int i = 0; !taken && i < exercise->fault_count; i++) {
        const struct fault *fault = &exercise->fault[i];
        struct signal target = exercise->target.signal;
        bool same = fault->signal.kind == target.kind && fault->signal.side == target.side;
        if (fault->quantity == QUANTITY_VALUE && !same)
            taken = go_past_fault(exercise, side, fault, offset);
    }
    return taken;
}

/* A little past the first warning level that can be reached: further along the movement where that
 * leads there, otherwise by the angle alone. */
static bool take_limit(const struct exercise *exercise, enum body_side side,
                       struct body_angles *offset)
{
    for (int i = 0; i < exercise->limit_count; i++) {
        const struct limit_rule *limit = &exercise->limit[i];
        if (limit->quantity != QUANTITY_VALUE)
            continue;
        double warn = (double)limit->warn;
        double past = 0.1 * magnitude(warn - value_at(exercise, side, limit->signal, 1));
        double to_stop = 0.4 * (magnitude((double)limit->stop) - magnitude(warn));
        double least = magnitude(warn) > 2 ? 1 : 0; /* a degree; ratios have no such floor */
        past = past < least ? least : past;
        if (limit->stop != 0.0f && past > to_stop)
            past = to_stop;
        double goal = limit->compare == COMPARE_BELOW ? warn - past : warn + past;
        double share = share_at(exercise, side, limit->signal, goal, SHARE_MAX);
        if (share > 1 && share < SHARE_MAX) {
            const struct body_angles none = {0};
            struct body_angles rest = intent_angles(exercise, 0, side);
            struct body_angles target = intent_angles(exercise, 1, side);
            *offset = angles_between(&none, &target, share - 1, &rest, 1 - share);
            return true;
        }
        if (bring_to(exercise, side, limit->signal, goal, offset))
            return true;
    }
    return false;
}

/* Half of the hold, or where coming and going alone stay that long in the band, a rushed way. */
static void cut_hold(const struct exercise *exercise, enum body_side side, struct intent *intent)
{
    double wanted = CUT_SHARE * (double)exercise->target.hold_s;
    double passing = time_beyond(band_share(exercise, side)) *
                     ((double)intent->move_s + (double)intent->return_s);
    if (wanted > passing) {
        intent->hold_s = (float)(wanted - passing);
        intent->faults = PERFORMER_HOLD_CUT;
        return;
    }
    intent->move_s = fastest_s(exercise, side, HURRIED_SHARE * intent->move_s, intent->move_s);
    intent->faults = PERFORMER_RUSHED;
}

static void add_fault(const struct exercise *exercise, enum body_side side, int attempt,
                      struct intent *intent)
{
    struct body_angles offset = {0};
    double reach, band;
    switch ((attempt - 1) % 5) {
    case 0:
        reach = reach_share(exercise, side);
        band = band_share(exercise, side);
        band = band > reach + 0.04 ? band : reach + 0.04; /* beyond reach in spite of noise */
        intent->share = (float)((reach + band) / 2);
        intent->faults = PERFORMER_SHORT;
        return;
    case 1:
        intent->return_s =
            fastest_s(exercise, side, HURRIED_SHARE * intent->return_s, intent->return_s);
        intent->faults = PERFORMER_HURRIED;
        return;
    case 2:
        if (take_posture_fault(exercise, side, &offset))
            intent->faults = PERFORMER_POSTURE;
        break;
    case 3:
        cut_hold(exercise, side, intent);
        return;
    default:
        if (take_limit(exercise, side, &offset))
            intent->faults = PERFORMER_NEAR_LIMIT;
        break;
    }
    if (intent->faults)
        intent->offset = offset;
}

struct intent intent_make(const struct exercise *exercise, enum body_side side, int attempt,
                          bool faulty, struct chance *chance)
{
    const struct target *target = &exercise->target;
    /* Within what costs nothing: half of the tempo's slack, a quarter of the target's band. */
    double slack = target->tempo_slack > 0.0f ? (double)target->tempo_slack : 0.2;
    double tempo = slack < 0.2 ? slack / 4 : 0.05;
    double way = magnitude(value_at(exercise, side, target->signal, 1) -
                           value_at(exercise, side, target->signal, 0));
    double range = way > 0 ? (double)target->tolerance / (8 * way) : 0;
    range = range < 0.015 ? range : 0.015;

    struct intent intent = {.share = (float)(1 + range * chance_variation(chance))};
    intent.move_s = target->move_s > 0.0f ? target->move_s : FREE_TEMPO_S;
    intent.move_s *= (float)(1 + tempo * chance_variation(chance));
    intent.return_s = target->return_s > 0.0f ? target->return_s : FREE_TEMPO_S;
    intent.return_s *= (float)(1 + tempo * chance_variation(chance));
    float longer = (float)(0.5 + 0.1 * chance_variation(chance));
    intent.hold_s = target->hold_s > 0.0f ? target->hold_s + longer : TOP_S;
    float settle = exercise->phase.min_rest_s + 0.6f;
    intent.pause_s = (settle > 1.0f ? settle : 1.0f) + 0.2f * (float)chance_uniform(chance);
    if (faulty)
        add_fault(exercise, side, attempt, &intent);
    return intent;
}
