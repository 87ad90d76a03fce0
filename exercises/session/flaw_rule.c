#include "session/flaw_rule.h"

#define MOST_DEG   90.0  /* no joint is taken further out of its way */
#define FAULT_STEP 0.3   /* of a fault's span, a grade */
#define LIMIT_STEP 0.65  /* of the way from a limit's warning to its stop, a grade */
#define SLOWEST_S  3.5   /* a limit is approached over 2 s: the last 0.6 of the way there */
#define SHORTEST_S 1.2   /* stays past a limit */
#define PEAK_SPEED 1.875 /* of a minimum-jerk movement, over its mean */

/* ---- which joints a signal is raised by ---- */

static void bend_both(struct body_angles *offset, int sides, float hip, float knee)
{
    for (int i = 0; i < 2; i++)
        if (sides >> i & 1) {
            offset->hip_flexion[i] += hip;
            offset->knee_flexion[i] += knee;
        }
}

static struct body_angles direction_of(const struct situation *c, struct signal signal)
{
    struct body_angles by = {0};
    enum posture posture = c->exercise->posture;
    bool lies = posture == POSTURE_SUPINE || posture == POSTURE_SIDE_LYING;
    int sides = intent_sides(signal, c->side);
    switch (signal.kind) {
    case FEATURE_TRUNK_INCLINATION: /* over legs that stay where they are */
        by.trunk_inclination = 1;
        bend_both(&by, 3, 1, 0);
        break;
    case FEATURE_LATERAL_LEAN:
    case FEATURE_SHOULDER_TILT:
    case FEATURE_TRUNK_SHIFT:
    case FEATURE_SIDE_LINE:
        by.lateral_lean = 1;
        break;
    case FEATURE_PELVIC_OBLIQUITY:
        situation_tilt_pelvis(c, 1, &by);
        break;
    case FEATURE_KNEE_FLEXION:
        bend_both(&by, sides, 0, 1);
        break;
    case FEATURE_HIP_HEIGHT:
        bend_both(&by, sides, lies ? 0 : 1, lies ? 1 : 2);
        break;
    case FEATURE_HIP_ABDUCTION:
    case FEATURE_KNEE_OPENING:
    case FEATURE_KNEE_GAP:
    case FEATURE_ANKLE_GAP:
        sides =
            feature_info(signal.kind)->sided ? sides : intent_sides((struct signal){0}, c->side);
        for (int i = 0; i < 2; i++)
            by.hip_abduction[i] = sides >> i & 1 ? 1.0f : 0.0f;
        break;
    case FEATURE_KNEE_TILT:
        by.trunk_rotation = 1;
        break;
    case FEATURE_ARM_ELEVATION:
        for (int i = 0; i < 2; i++)
            by.shoulder_flexion[i] = sides >> i & 1 ? 1.0f : 0.0f;
        break;
    default:
        bend_both(&by, sides, 1, 0);
        break;
    }
    return by;
}

/* ---- values ---- */

static struct body_angles plus(const struct body_angles *a, double by, const struct body_angles *b)
{
    const struct body_angles none = {0};
    struct body_angles sum = angles_between(&none, a, 1, b, by);
    for (int i = 0; i < 2; i++) /* an offset may well be negative */
        sum.knee_flexion[i] = a->knee_flexion[i] + (float)by * b->knee_flexion[i];
    return sum;
}

static bool crosses(const struct situation *c, struct signal signal, double goal,
                    const struct intent *intent, const struct body_angles *way, double deg)
{
    struct body_angles before = plus(&intent->offset, deg > 0 ? deg - 1 : deg + 1, way);
    struct body_angles after = plus(&intent->offset, deg, way);
    double share = (double)intent->share;
    return (situation_value(c, signal, share, &before) < goal) !=
           (situation_value(c, signal, share, &after) < goal);
}

/* Brings a signal at the target to goal: further along the movement where it is the movement's
 * own, otherwise by the joints that raise it, whichever way they must go. */
static bool bring_to(const struct situation *c, struct signal signal, double goal,
                     struct intent *intent)
{
    const struct exercise *e = c->exercise;
    if (signal.kind == e->target.signal.kind || signal.kind == e->phase.signal.kind) {
        double share =
            situation_share(c, signal, goal, (double)intent->share, SITUATION_MOST_SHARE);
        if (share > 0) {
            intent->share = (float)share;
            return true;
        }
    }
    struct body_angles way = direction_of(c, signal);
    for (double deg = 1; deg <= MOST_DEG; deg++) {
        double low, high;
        if (crosses(c, signal, goal, intent, &way, deg))
            low = deg - 1, high = deg;
        else if (crosses(c, signal, goal, intent, &way, -deg))
            low = 1 - deg, high = -deg;
        else
            continue;
        struct body_angles at = plus(&intent->offset, low, &way);
        bool below = situation_value(c, signal, (double)intent->share, &at) < goal;
        for (int i = 0; i < 8; i++) {
            double middle = (low + high) / 2;
            at = plus(&intent->offset, middle, &way);
            if ((situation_value(c, signal, (double)intent->share, &at) < goal) == below)
                low = middle;
            else
                high = middle;
        }
        intent->offset = plus(&intent->offset, high, &way);
        return true;
    }
    return false;
}

/* A movement whose fastest moment has this speed; the way back where the sign asks for it. */
static bool hurry_to(const struct situation *c, struct signal signal, enum compare compare,
                     double goal, struct intent *intent)
{
    double way = situation_clean_value(c, signal, (double)intent->share) -
                 situation_clean_value(c, signal, 0);
    bool back = compare != COMPARE_EITHER && (way > 0) != (goal > 0);
    double seconds = PEAK_SPEED * situation_size(way) / situation_size(goal);
    float *length = back ? &intent->return_s : &intent->move_s;
    if (seconds >= (double)*length) /* slow as it is */
        return situation_size(way) > 1;
    *length = (float)(seconds < 0.2 ? 0.2 : seconds);
    return true;
}

static bool go_astray(const struct situation *c, struct signal signal, enum quantity quantity,
                      enum compare compare, double limit, double step, float grade,
                      struct intent *intent)
{
    if (!situation_reads(c, signal))
        return false;
    bool value = quantity == QUANTITY_VALUE;
    double clean = value ? situation_clean_value(c, signal, (double)intent->share) : 0;
    double sign = compare == COMPARE_BELOW ? -1 : 1;
    if (compare == COMPARE_EITHER && clean < 0)
        limit = -limit, sign = -1;
    double goal = limit + sign * (double)grade * step;
    if (grade < 1)
        goal = clean + (double)grade * (limit - clean);
    if (!value)
        return hurry_to(c, signal, compare, goal, intent);
    return bring_to(c, signal, goal, intent);
}

bool flaw_break_limit(const struct situation *c, const struct limit_rule *limit, float grade,
                      struct intent *intent)
{
    double step = situation_size((double)limit->stop - (double)limit->warn);
    double clean =
        limit->quantity == QUANTITY_VALUE ? situation_clean_value(c, limit->signal, 1) : 0;
    double tenth = 0.1 * situation_size((double)limit->warn - clean);
    if (limit->stop == 0.0f)
        step = (double)limit->hysteresis > tenth ? (double)limit->hysteresis : tenth;
    if (limit->quantity == QUANTITY_VALUE) {
        intent->move_s = intent->move_s > (float)SLOWEST_S ? intent->move_s : (float)SLOWEST_S;
        intent->hold_s = intent->hold_s > (float)SHORTEST_S ? intent->hold_s : (float)SHORTEST_S;
    }
    return go_astray(c, limit->signal, limit->quantity, limit->compare, (double)limit->warn,
                     LIMIT_STEP * step, grade, intent);
}

bool flaw_commit_fault(const struct situation *c, const struct fault *fault, float grade,
                       struct intent *intent)
{
    if (fault->quantity == QUANTITY_VALUE)
        intent->hold_s = intent->hold_s > (float)SHORTEST_S ? intent->hold_s : (float)SHORTEST_S;
    return go_astray(c, fault->signal, fault->quantity, fault->compare, (double)fault->limit,
                     FAULT_STEP * (double)fault->span, grade, intent);
}
