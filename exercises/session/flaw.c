#include "session/flaw.h"

#include "session/gauge.h"

#define MOST_SHARE  1.8   /* further along a movement is no longer that movement */
#define MOST_DEG    90.0  /* no joint is taken further out of its way */
#define FAULT_STEP  0.3   /* of a fault's span, a grade */
#define LIMIT_STEP  0.65  /* of the way from a limit's warning to its stop, a grade */
#define SLOWEST_S   3.5   /* a limit is approached over 2 s: the last 0.6 of the way there */
#define SHORTEST_S  1.2   /* stays past a limit */
#define PEAK_SPEED  1.875 /* of a minimum-jerk movement, over its mean */
#define VARIED_DEG  5.0
#define VARIED_PART 0.05 /* of the way, for a signal that is no angle */

/* Whom and what everything below is about. */
struct situation {
    const struct exercise *exercise;
    const struct body_shape *shape;
    enum body_side side;
    struct body_angles start, target;
    struct pose rest;
};

const char *flaw_name(enum flaw_kind kind)
{
    static const char *const names[FLAW_KIND_COUNT] = {
        "none", "fault",    "limit",      "short",  "rush",
        "drop", "hold_cut", "hesitation", "tremor", "withdrawal"};
    return kind < FLAW_KIND_COUNT ? names[kind] : "none";
}

static struct situation situation_of(const struct exercise *exercise,
                                     const struct body_shape *shape, enum body_side side)
{
    struct situation c = {exercise, shape, side, .start = intent_angles(exercise, 0, side)};
    c.target = intent_angles(exercise, 1, side);
    c.rest = gauge_look(shape, &c.start, exercise->posture, exercise->view);
    return c;
}

static double size(double x)
{
    return x < 0 ? -x : x;
}

/* The value of a signal at a share of the way with an offset; 0 where there is none. */
static double value_of(const struct situation *c, struct signal signal, double share,
                       const struct body_angles *offset)
{
    struct body_angles at = angles_between(&c->start, &c->target, share, offset, 1);
    struct pose look = gauge_look(c->shape, &at, c->exercise->posture, c->exercise->view);
    double value = 0;
    gauge_read(&look, &c->rest, c->exercise->view, signal, c->side, &value);
    return value;
}

static bool can_read(const struct situation *c, struct signal signal)
{
    double value;
    return gauge_read(&c->rest, &c->rest, c->exercise->view, signal, c->side, &value);
}

static double clean_value(const struct situation *c, struct signal signal, double share)
{
    const struct body_angles none = {0};
    return value_of(c, signal, share, &none);
}

/* Where on the way to `most` a signal comes to level; -1: nowhere. */
static double share_of(const struct situation *c, struct signal signal, double level, double least,
                       double most)
{
    double from = clean_value(c, signal, least) - level;
    for (double share = least + 0.01; share <= most; share += 0.01) {
        double now = clean_value(c, signal, share) - level;
        if ((from < 0) != (now < 0))
            return share;
    }
    return -1;
}

/* ---- which joints a signal is raised by ---- */

static void tilt_pelvis(const struct exercise *exercise, enum body_side side, float by,
                        struct body_angles *offset)
{
    offset->pelvic_obliquity += by;
    if (exercise->posture == POSTURE_STANDING && side == SIDE_LEFT) /* the standing leg stays */
        offset->hip_abduction[1] += by;
    if (exercise->posture == POSTURE_STANDING && side == SIDE_RIGHT)
        offset->hip_abduction[0] -= by;
}

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
        tilt_pelvis(c->exercise, c->side, 1, &by);
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
    return (value_of(c, signal, share, &before) < goal) !=
           (value_of(c, signal, share, &after) < goal);
}

/* Brings a signal at the target to goal: further along the movement where it is the movement's
 * own, otherwise by the joints that raise it, whichever way they must go. */
static bool bring_to(const struct situation *c, struct signal signal, double goal,
                     struct intent *intent)
{
    const struct exercise *e = c->exercise;
    if (signal.kind == e->target.signal.kind || signal.kind == e->phase.signal.kind) {
        double share = share_of(c, signal, goal, (double)intent->share, MOST_SHARE);
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
        bool below = value_of(c, signal, (double)intent->share, &at) < goal;
        for (int i = 0; i < 8; i++) {
            double middle = (low + high) / 2;
            at = plus(&intent->offset, middle, &way);
            if ((value_of(c, signal, (double)intent->share, &at) < goal) == below)
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
    double way = clean_value(c, signal, (double)intent->share) - clean_value(c, signal, 0);
    bool back = compare != COMPARE_EITHER && (way > 0) != (goal > 0);
    double seconds = PEAK_SPEED * size(way) / size(goal);
    float *length = back ? &intent->return_s : &intent->move_s;
    if (seconds >= (double)*length) /* slow as it is */
        return size(way) > 1;
    *length = (float)(seconds < 0.2 ? 0.2 : seconds);
    return true;
}

static bool go_astray(const struct situation *c, struct signal signal, enum quantity quantity,
                      enum compare compare, double limit, double step, float grade,
                      struct intent *intent)
{
    if (!can_read(c, signal))
        return false;
    bool value = quantity == QUANTITY_VALUE;
    double clean = value ? clean_value(c, signal, (double)intent->share) : 0;
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

/* ---- all kinds ---- */

static bool be_short(const struct situation *c, float grade, struct intent *intent)
{
    const struct target *target = &c->exercise->target;
    double from = clean_value(c, target->signal, 0), to = (double)target->value;
    double edge = to >= from ? to - (double)target->tolerance : to + (double)target->tolerance;
    double band = share_of(c, target->signal, edge, 0, 1);
    double reach = share_of(c, c->exercise->phase.signal, (double)c->exercise->phase.reach, 0, 1);
    if (band < 0 || reach < 0 || reach >= band)
        return false;
    intent->share = (float)(band + (reach - band) * 0.2 * (double)grade);
    return true;
}

static bool be_hasty(const struct target *target, float prescribed, float grade, float *length)
{
    float share = 1 - target->tempo_slack - 0.1f * grade;
    if (prescribed <= 0)
        return false;
    *length = prescribed * (share > 0.2f ? share : 0.2f);
    return true;
}

static bool tremble(const struct situation *c, float grade, struct intent *intent)
{
    struct signal signal = c->exercise->target.signal;
    double way = size(clean_value(c, signal, 1) - clean_value(c, signal, 0));
    bool angle = feature_info(signal.kind)->unit[0] == 'd';
    if (way <= 0)
        return false;
    intent->tremor = (float)((angle ? 0.75 / way : 0.015) * (double)grade);
    return true;
}

static void withdraw(const struct situation *c, float grade, struct intent *intent)
{
    double reach = share_of(c, c->exercise->phase.signal, (double)c->exercise->phase.reach, 0, 1);
    reach = reach < 0 ? 1 : reach; /* not by these lengths of limb */
    intent->share = (float)(reach * (0.9 - 0.1 * (double)grade));
    intent->hold_s = 0;
    intent->return_s *= 0.5f;
    intent->turns_back = true;
}

static bool break_limit(const struct situation *c, const struct limit_rule *limit, float grade,
                        struct intent *intent)
{
    double step = size((double)limit->stop - (double)limit->warn);
    double clean = limit->quantity == QUANTITY_VALUE ? clean_value(c, limit->signal, 1) : 0;
    double tenth = 0.1 * size((double)limit->warn - clean);
    if (limit->stop == 0.0f)
        step = (double)limit->hysteresis > tenth ? (double)limit->hysteresis : tenth;
    if (limit->quantity == QUANTITY_VALUE) {
        intent->move_s = intent->move_s > (float)SLOWEST_S ? intent->move_s : (float)SLOWEST_S;
        intent->hold_s = intent->hold_s > (float)SHORTEST_S ? intent->hold_s : (float)SHORTEST_S;
    }
    return go_astray(c, limit->signal, limit->quantity, limit->compare, (double)limit->warn,
                     LIMIT_STEP * step, grade, intent);
}

static bool commit_fault(const struct situation *c, const struct fault *fault, float grade,
                         struct intent *intent)
{
    if (fault->quantity == QUANTITY_VALUE)
        intent->hold_s = intent->hold_s > (float)SHORTEST_S ? intent->hold_s : (float)SHORTEST_S;
    return go_astray(c, fault->signal, fault->quantity, fault->compare, (double)fault->limit,
                     FAULT_STEP * (double)fault->span, grade, intent);
}

bool flaw_apply(const struct exercise *exercise, const struct body_shape *shape,
                enum body_side side, struct flaw flaw, struct intent *intent)
{
    const struct target *target = &exercise->target;
    struct situation c = situation_of(exercise, shape, side);
    struct intent changed = *intent;
    bool done = false;
    if (flaw.kind == FLAW_FAULT && flaw.rule < exercise->fault_count)
        done = commit_fault(&c, &exercise->fault[flaw.rule], flaw.grade, &changed);
    else if (flaw.kind == FLAW_LIMIT && flaw.rule < exercise->limit_count)
        done = break_limit(&c, &exercise->limit[flaw.rule], flaw.grade, &changed);
    else if (flaw.kind == FLAW_SHORT)
        done = be_short(&c, flaw.grade, &changed);
    else if (flaw.kind == FLAW_RUSH)
        done = be_hasty(target, target->move_s, flaw.grade, &changed.move_s);
    else if (flaw.kind == FLAW_DROP)
        done = be_hasty(target, target->return_s, flaw.grade, &changed.return_s);
    else if (flaw.kind == FLAW_HOLD_CUT && target->hold_s > 0)
        done = (changed.hold_s = target->hold_s * (1 - 0.2f * flaw.grade)) > 0;
    else if (flaw.kind == FLAW_HESITATION)
        done = (changed.hesitation_s = 0.4f * flaw.grade) > 0;
    else if (flaw.kind == FLAW_TREMOR)
        done = tremble(&c, flaw.grade, &changed);
    else if (flaw.kind == FLAW_WITHDRAWAL)
        withdraw(&c, flaw.grade, &changed), done = true;
    if (done)
        *intent = changed;
    return done;
}

void flaw_vary(const struct exercise *exercise, const struct body_shape *shape, enum body_side side,
               struct chance *chance, struct intent *intent)
{
    const struct target *target = &exercise->target;
    struct situation c = situation_of(exercise, shape, side);
    double way = size(clean_value(&c, target->signal, 1) - clean_value(&c, target->signal, 0));
    bool angle = feature_info(target->signal.kind)->unit[0] == 'd';
    double by = angle ? VARIED_DEG : VARIED_PART * way;
    by = by < (double)target->tolerance ? by : (double)target->tolerance;
    if (way > by)
        intent->share = (float)(1 + by / way * chance_between(chance, -1, 1));
    intent->move_s = target->move_s > 0 ? target->move_s : intent->move_s;
    intent->move_s *= (float)chance_between(chance, 0.8, 1.2);
    intent->return_s = target->return_s > 0 ? target->return_s : intent->return_s;
    intent->return_s *= (float)chance_between(chance, 0.8, 1.2);
    float tilt = (float)(chance_between(chance, 0, 3) * (chance_uniform(chance) < 0.5 ? -1 : 1));
    bool free_leg = exercise->posture == POSTURE_STANDING && side != SIDE_NONE;
    if (free_leg || exercise->posture == POSTURE_SITTING || exercise->posture == POSTURE_SIDE_LYING)
        tilt_pelvis(exercise, side, tilt, &intent->offset);
}
