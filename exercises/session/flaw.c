#include "session/flaw.h"

#include "session/flaw_hand.h"
#include "session/flaw_rule.h"

#define VARIED_DEG  5.0
#define VARIED_PART 0.05 /* of the way, for a signal that is no angle */
#define LEAST_SHARE 0.5  /* of the way, of a clean repetition */
#define LEAST_DEG   5.0f /* legs that move less have no side that lags */
#define SHIFT_S     2.2f /* a list is held */
#define TOP_S       0.2f /* at the target before a recoil */

const char *flaw_name(enum flaw_kind kind)
{
    static const char *const names[FLAW_KIND_COUNT] = {
        "none",     "fault",      "limit",   "short",      "rush",   "drop",
        "hold_cut", "hesitation", "tremor",  "withdrawal", "recoil", "asymmetry",
        "support",  "rubbing",    "slowing", "fatigue",    "shift"};
    return kind < FLAW_KIND_COUNT ? names[kind] : "none";
}

/* ---- how far ---- */

static bool be_short(const struct situation *c, float grade, struct intent *intent)
{
    double band = situation_band(c), reach = situation_reach(c);
    if (band < 0 || reach < 0 || reach >= band)
        return false;
    intent->share = (float)(band + (reach - band) * 0.2 * (double)grade);
    return true;
}

static void withdraw(const struct situation *c, float grade, struct intent *intent)
{
    double reach = situation_reach(c);
    reach = reach < 0 ? 1 : reach; /* not by these lengths of limb */
    intent->share = (float)(reach * (0.9 - 0.1 * (double)grade));
    intent->hold_s = 0;
    intent->return_s *= 0.5f;
    intent->turns_back = true;
}

/* One leg of two does that share less of its way. */
static bool lag_leg(const struct situation *c, int side, float less, struct intent *intent)
{
    const struct body_angles *from = &c->start, *to = &c->target;
    const float *const start[] = {from->hip_flexion, from->knee_flexion, from->hip_abduction,
                                  from->hip_rotation};
    const float *const target[] = {to->hip_flexion, to->knee_flexion, to->hip_abduction,
                                   to->hip_rotation};
    struct body_angles *offset = &intent->offset;
    float *const leg[] = {offset->hip_flexion, offset->knee_flexion, offset->hip_abduction,
                          offset->hip_rotation};
    bool moves = false;
    for (size_t i = 0; i < ARRAY_LENGTH(leg); i++) {
        float way = target[i][side] - start[i][side];
        leg[i][side] -= less * intent->share * way;
        moves = moves || situation_size((double)way) >= (double)LEAST_DEG;
    }
    return moves;
}

static void slow_down(float by, struct intent *intent)
{
    intent->move_s *= by;
    intent->return_s *= by;
}

static bool be_uneven(const struct situation *c, struct flaw flaw, struct intent *intent)
{
    bool each = c->exercise->sides == SIDES_EACH;
    enum body_side weak = flaw.side != SIDE_NONE ? flaw.side : each ? SIDE_RIGHT : SIDE_LEFT;
    float less = 0.1f * flaw.grade;
    if (!each) /* a side view shows one leg before the other */
        return c->exercise->view != VIEW_SIDE &&
               lag_leg(c, weak == SIDE_RIGHT ? 1 : 0, less, intent);
    if (c->side != weak)
        return false;
    double reach = situation_reach(c), share = (1 - (double)less) * (double)intent->share;
    double least = reach + 0.2 * ((double)intent->share - reach); /* noise leaves it a repetition */
    if (reach < 0)
        return false;
    if (share < least && least < (double)intent->share)
        share = least;
    /* As slow as it is short: where reach keeps it from being shorter, it is no worse in all. */
    slow_down(1 + 1.5f * (1 - (float)share / intent->share), intent);
    intent->share = (float)share;
    return true;
}

/* ---- how long ---- */

static bool be_hasty(const struct target *target, float prescribed, float grade, float *length)
{
    float share = 1 - target->tempo_slack - 0.1f * grade;
    if (prescribed <= 0)
        return false;
    *length = prescribed * (share > 0.2f ? share : 0.2f);
    return true;
}

static bool cut_hold(float prescribed, float grade, float *length)
{
    *length = prescribed > 0 ? prescribed * (1 - 0.2f * grade) : *length;
    return prescribed > 0;
}

static void recoil(float grade, struct intent *intent)
{
    intent->hold_s = intent->hold_s < TOP_S ? intent->hold_s : TOP_S;
    intent->return_s /= 1.5f + 0.5f * grade;
}

/* ---- how ---- */

/* grade by grade `by` degrees to either side, or that many fiftieths of the way. */
static bool tremble(const struct situation *c, double by, float grade, struct intent *intent)
{
    struct signal signal = c->exercise->target.signal;
    double way =
        situation_size(situation_clean_value(c, signal, 1) - situation_clean_value(c, signal, 0));
    if (way <= 0)
        return false;
    intent->tremor = (float)((situation_is_angle(signal) ? by / way : by / 50) * (double)grade);
    return true;
}

static bool tire(const struct situation *c, float grade, struct intent *intent)
{
    if (grade <= 0 || !tremble(c, 0.2, grade, intent))
        return false;
    intent->share *= 1 - 0.02f * grade;
    slow_down(1 + 0.05f * grade, intent);
    return true;
}

static bool list_aside(const struct situation *c, struct flaw flaw, struct intent *intent)
{
    const struct exercise *e = c->exercise;
    const struct signal lean = {FEATURE_LATERAL_LEAN, SIGNAL_LEFT};
    bool upright = e->posture == POSTURE_STANDING || e->posture == POSTURE_SITTING ||
                   e->posture == POSTURE_KNEELING;
    if (!upright || e->target.signal.kind == lean.kind || !situation_reads(c, lean))
        return false;
    float deg = 4 + 2 * flaw.grade;
    intent->offset.lateral_lean += flaw.side == SIDE_RIGHT ? -deg : deg;
    intent->hold_s = intent->hold_s > SHIFT_S ? intent->hold_s : SHIFT_S;
    return true;
}

/* ---- all kinds ---- */

static bool give_rule(const struct situation *c, struct flaw flaw, struct intent *intent)
{
    const struct exercise *e = c->exercise;
    if (flaw.kind == FLAW_FAULT)
        return flaw.rule < e->fault_count &&
               flaw_commit_fault(c, &e->fault[flaw.rule], flaw.grade, intent);
    return flaw.rule < e->limit_count &&
           flaw_break_limit(c, &e->limit[flaw.rule], flaw.grade, intent);
}

static bool give(const struct situation *c, struct flaw flaw, struct intent *intent)
{
    const struct target *target = &c->exercise->target;
    switch (flaw.kind) {
    case FLAW_FAULT:
    case FLAW_LIMIT:
        return give_rule(c, flaw, intent);
    case FLAW_SHORT:
        return be_short(c, flaw.grade, intent);
    case FLAW_RUSH:
        return be_hasty(target, target->move_s, flaw.grade, &intent->move_s);
    case FLAW_DROP:
        return be_hasty(target, target->return_s, flaw.grade, &intent->return_s);
    case FLAW_HOLD_CUT:
        return cut_hold(target->hold_s, flaw.grade, &intent->hold_s);
    case FLAW_HESITATION:
        return (intent->hesitation_s = 0.4f * flaw.grade) > 0;
    case FLAW_TREMOR:
        return tremble(c, 0.75, flaw.grade, intent);
    case FLAW_WITHDRAWAL:
        withdraw(c, flaw.grade, intent);
        return true;
    case FLAW_RECOIL:
        recoil(flaw.grade, intent);
        return true;
    case FLAW_ASYMMETRY:
        return be_uneven(c, flaw, intent);
    case FLAW_SUPPORT:
    case FLAW_RUBBING:
        return flaw_put_hand(c, flaw.side, flaw.grade, flaw.kind == FLAW_RUBBING, intent);
    case FLAW_SLOWING:
        slow_down(1.2f + (flaw.grade - 1) * 0.8f / 3, intent);
        return true;
    case FLAW_FATIGUE:
        return tire(c, flaw.grade, intent);
    case FLAW_SHIFT:
        return list_aside(c, flaw, intent);
    default:
        return false;
    }
}

bool flaw_apply(const struct exercise *exercise, const struct body_shape *shape,
                enum body_side side, struct flaw flaw, struct intent *intent)
{
    if (flaw.kind == FLAW_NONE)
        return false;
    struct situation c = situation_of(exercise, shape, side);
    struct intent changed = *intent;
    if (!give(&c, flaw, &changed))
        return false;
    *intent = changed;
    return true;
}

void flaw_vary(const struct exercise *exercise, const struct body_shape *shape, enum body_side side,
               struct chance *chance, struct intent *intent)
{
    const struct target *target = &exercise->target;
    struct situation c = situation_of(exercise, shape, side);
    double way = situation_size(situation_clean_value(&c, target->signal, 1) -
                                situation_clean_value(&c, target->signal, 0));
    /* Where a bent knee hides the beginning, the way is steeper at its end than as a whole. */
    double by = situation_is_angle(target->signal) ? VARIED_DEG : VARIED_PART * way;
    by = by < (double)target->tolerance ? by : (double)target->tolerance;
    if (way > by) {
        double u = chance_between(chance, -1, 1);
        double share = situation_share(&c, target->signal,
                                       situation_clean_value(&c, target->signal, 1) + u * by,
                                       LEAST_SHARE, SITUATION_MOST_SHARE);
        intent->share = (float)(share > 0 ? share : 1 + by / way * u);
    }
    intent->move_s = target->move_s > 0 ? target->move_s : intent->move_s;
    intent->move_s *= (float)chance_between(chance, 0.8, 1.2);
    intent->return_s = target->return_s > 0 ? target->return_s : intent->return_s;
    intent->return_s *= (float)chance_between(chance, 0.8, 1.2);
    float tilt = (float)(chance_between(chance, 0, 3) * (chance_uniform(chance) < 0.5 ? -1 : 1));
    bool free_leg = exercise->posture == POSTURE_STANDING && side != SIDE_NONE;
    if (free_leg || exercise->posture == POSTURE_SITTING || exercise->posture == POSTURE_SIDE_LYING)
        situation_tilt_pelvis(&c, tilt, &intent->offset);
}
