#include "coach/signs.h"

#include <string.h>

#include "plan/jitter.h"

#define CLEAN_LOST 20.0f /* practice is learnt from where form was good [D] */
#define HANDS_SEEN 0.5f  /* share of a repetition's poses: of less nothing is known */
#define SAME_TEMPO 0.4f  /* SPARC falls with time: beyond this it can't be compared [SIM] */
#define NOISE_FREE 20.0f /* deviations of noise in the whole way: its parts can be told apart */
#define SAME_START 0.1f  /* of the way: where one begins may waver by so much */
/* Of the usual range: two of them, measured, may lie this much nearer than they are, and then it is
 * asked rather than let pass: of those truly past the threshold nine in ten are told [SIM]. */
#define RANGE_MARGIN 0.02f
#define SIDE_ENOUGH  2 /* repetitions of the other side */

/* One repetition as the measures of a baseline. */
struct sample {
    bool seen[BASELINE_MEASURE_COUNT];
    float value[BASELINE_MEASURE_COUNT];
};

struct verdict {
    const struct signs_scene *scene;
    const struct guarding *guarding;
    const struct sample *sample;
    struct baseline usual;
    struct sign_found *out;
    int count;
};

void signs_begin_set(struct signs_state *state)
{
    memset(state->recent, 0, sizeof state->recent);
    state->open = 0;
    state->alerted = state->has_nrs = false;
    signs_watch_restart(&state->watch);
}

static struct baseline_figure usual_figure(const struct signs_state *state,
                                           const struct signs_scene *scene,
                                           enum baseline_measure measure)
{
    const struct signs_side *side = &state->side[scene->side];
    struct baseline_figure known = scene->known[scene->side].of[measure];
    if (known.count >= BASELINE_ENOUGH)
        return known;
    int32_t count = side->count[measure] < SIGNS_PRACTICE ? side->count[measure] : SIGNS_PRACTICE;
    if (count < BASELINE_ENOUGH)
        return (struct baseline_figure){0};
    return baseline_learn(side->value[measure], count);
}

struct baseline signs_usual(const struct signs_state *state, const struct signs_scene *scene)
{
    struct baseline usual;
    for (int i = 0; i < BASELINE_MEASURE_COUNT; i++)
        usual.of[i] = usual_figure(state, scene, (enum baseline_measure)i);
    return usual;
}

struct baseline signs_baseline(const struct signs_state *state, const struct signs_scene *scene)
{
    struct baseline baseline = scene->known[scene->side];
    const struct signs_side *side = &state->side[scene->side];
    for (int i = 0; i < BASELINE_MEASURE_COUNT; i++)
        baseline.of[i] =
            baseline_merge(baseline.of[i], baseline_learn(side->value[i], side->count[i]));
    return baseline;
}

/* ---- one sign each ---- */

static bool is_watched(const struct verdict *verdict, enum guarding_sign sign)
{
    return verdict->guarding->signs & guarding_bit(sign);
}

/* The measure of this repetition and what is usual, where both are known. */
static bool compare(const struct verdict *verdict, enum baseline_measure measure, float *value,
                    float *mean)
{
    *value = verdict->sample->value[measure];
    *mean = verdict->usual.of[measure].mean;
    return verdict->sample->seen[measure] && verdict->usual.of[measure].count > 0;
}

static void tell(struct verdict *verdict, enum guarding_sign sign, float value, float baseline,
                 float limit)
{
    verdict->out[verdict->count++] = (struct sign_found){sign, value, baseline, limit};
}

static bool is_angle(const struct exercise *exercise)
{
    return strcmp(feature_info(exercise->target.signal.kind)->unit, "deg") == 0;
}

static void judge_range(struct verdict *verdict)
{
    float range, mean, limit, least = baseline_unusual(&verdict->usual, BASELINE_RANGE);
    if (!is_watched(verdict, SIGN_REDUCED_RANGE) ||
        !compare(verdict, BASELINE_RANGE, &range, &mean))
        return;
    if (is_angle(verdict->scene->exercise) && least < verdict->guarding->range_least_deg)
        least = verdict->guarding->range_least_deg;
    limit = mean * verdict->guarding->range_share;
    limit = limit < mean - least ? limit : mean - least;
    limit += RANGE_MARGIN * mean;
    if (range < limit)
        tell(verdict, SIGN_REDUCED_RANGE, range, mean, limit);
}

static void judge_slowing(struct verdict *verdict)
{
    float move_s, mean, limit, least = baseline_unusual(&verdict->usual, BASELINE_MOVE_S);
    if (!is_watched(verdict, SIGN_SLOWING) || !compare(verdict, BASELINE_MOVE_S, &move_s, &mean))
        return;
    limit = mean * verdict->guarding->slowing;
    limit = limit > mean + least ? limit : mean + least;
    if (move_s >= limit)
        tell(verdict, SIGN_SLOWING, move_s, mean, limit);
}

static void judge_hesitation(struct verdict *verdict)
{
    float still_s, mean, limit = verdict->guarding->hesitation_s;
    float least = baseline_unusual(&verdict->usual, BASELINE_HESITATION_S);
    if (!is_watched(verdict, SIGN_HESITATION) ||
        !compare(verdict, BASELINE_HESITATION_S, &still_s, &mean))
        return;
    limit = limit > mean + least ? limit : mean + least;
    if (still_s >= limit)
        tell(verdict, SIGN_HESITATION, still_s, mean, limit);
}

/* Far smoother than usual is unusual too, but no sign. */
static void judge_jerkiness(struct verdict *verdict)
{
    float sparc, mean, move_s, usual_s, limit = verdict->guarding->jerkiness;
    float least = baseline_unusual(&verdict->usual, BASELINE_SPARC);
    if (!is_watched(verdict, SIGN_JERKINESS) || !compare(verdict, BASELINE_SPARC, &sparc, &mean) ||
        !compare(verdict, BASELINE_MOVE_S, &move_s, &usual_s) ||
        abs_float(move_s - usual_s) > SAME_TEMPO * usual_s)
        return;
    limit = mean - (limit > least ? limit : least);
    if (sparc <= limit)
        tell(verdict, SIGN_JERKINESS, sparc, mean, limit);
}

/* Symmetry index, percent, of the smaller side against the larger (Robinson 1987). */
static float symmetry_index(float smaller, float larger)
{
    float middle = 0.5f * (smaller + larger);
    return middle > 0.0f ? (larger - smaller) / middle * 100.0f : 0.0f;
}

static bool is_asymmetric(const struct guarding *guarding, float smaller, float larger)
{
    return symmetry_index(smaller, larger) >= guarding->asymmetry &&
           larger - smaller >= guarding->asymmetry_least_deg;
}

/* Now and in the sessions before: one day's difference between the sides says little. */
static void judge_asymmetry(struct verdict *verdict, const struct signs_state *state)
{
    enum body_side side = verdict->scene->side;
    enum body_side other = side == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT;
    const struct baseline_figure *before = &verdict->scene->known[side].of[BASELINE_RANGE];
    const struct baseline_figure *before_other = &verdict->scene->known[other].of[BASELINE_RANGE];
    const struct signs_side *of_other = &state->side[other];
    int32_t count = of_other->ranges < SIGNS_RANGES ? of_other->ranges : SIGNS_RANGES;
    if (!is_watched(verdict, SIGN_ASYMMETRY) || side == SIDE_NONE ||
        !is_angle(verdict->scene->exercise) || !verdict->sample->seen[BASELINE_RANGE] ||
        count < SIDE_ENOUGH || before->count < BASELINE_ENOUGH ||
        before_other->count < BASELINE_ENOUGH)
        return;
    float range = verdict->sample->value[BASELINE_RANGE];
    float larger = baseline_learn(of_other->range, count).mean;
    if (is_asymmetric(verdict->guarding, before->mean, before_other->mean) &&
        is_asymmetric(verdict->guarding, range, larger))
        tell(verdict, SIGN_ASYMMETRY, symmetry_index(range, larger),
             symmetry_index(before->mean, before_other->mean), verdict->guarding->asymmetry);
}

/* The speed of the way back, as a mean over it, in times the usual. */
static void judge_return(struct verdict *verdict)
{
    float range, usual_range, return_s, usual_s;
    if (!is_watched(verdict, SIGN_WITHDRAWAL) ||
        !compare(verdict, BASELINE_RANGE, &range, &usual_range) ||
        !compare(verdict, BASELINE_RETURN_S, &return_s, &usual_s) || usual_range <= 0.0f ||
        return_s <= 0.0f)
        return;
    float same_way_s = usual_s * range / usual_range, speed = same_way_s / return_s;
    bool unusual = same_way_s - return_s >= baseline_unusual(&verdict->usual, BASELINE_RETURN_S);
    if (speed >= verdict->guarding->withdrawal_speed && unusual)
        tell(verdict, SIGN_WITHDRAWAL, speed, 1.0f, verdict->guarding->withdrawal_speed);
}

/* ---- a whole repetition ---- */

static void take(struct sample *sample, enum baseline_measure measure, bool seen, float value)
{
    sample->seen[measure] = seen;
    sample->value[measure] = value;
}

static struct sample sample_of(const struct rep_result *rep, const struct signs_watch *watch)
{
    struct sample sample;
    float hands = watch->poses > 0 ? (float)watch->hands_seen / (float)watch->poses : 0.0f;
    float poses = (float)(watch->lean_count > 0 ? watch->lean_count : 1);
    take(&sample, BASELINE_RANGE, rep->range_seen, rep->range);
    take(&sample, BASELINE_MOVE_S, rep->move_s > 0.0f, rep->move_s);
    take(&sample, BASELINE_RETURN_S, rep->return_s > 0.0f, rep->return_s);
    take(&sample, BASELINE_HESITATION_S, rep->pauses_seen, rep->pauses.hesitation_s);
    take(&sample, BASELINE_SPARC, rep->sparc_seen, rep->sparc);
    take(&sample, BASELINE_LEAN, watch->lean_count > 0, watch->lean_sum / poses);
    take(&sample, BASELINE_SUPPORT_S, hands >= HANDS_SEEN, watch->support_s);
    return sample;
}

/* Points lost for anything but how far and how long: what little range a person has is their own.
 */
static float lost_in_form(const struct rep_result *rep)
{
    static const char *const own[] = {"range", "constancy", "hold"};
    float lost = 0.0f;
    for (int32_t i = 0; i < rep->item_count; i++) {
        bool is_own = false;
        for (size_t k = 0; k < ARRAY_LENGTH(own); k++)
            is_own = is_own || strcmp(rep->item[i].rule, own[k]) == 0;
        lost += is_own ? 0.0f : rep->item[i].points;
    }
    return lost;
}

static bool is_clean(const struct rep_result *rep)
{
    return !rep->unscored && lost_in_form(rep) <= CLEAN_LOST && rep->range_seen &&
           rep->move_s > 0.0f && rep->return_s > 0.0f;
}

static void learn(struct signs_side *side, const struct sample *sample)
{
    for (int i = 0; i < BASELINE_MEASURE_COUNT; i++)
        if (sample->seen[i] && side->count[i] < BASELINE_MOST)
            side->value[i][side->count[i]++] = sample->value[i];
}

/* The newest first. */
static void remember(struct signs_state *state, const struct sign_found *found, int count)
{
    for (int i = SIGNS_RECENT - 1; i > 0; i--)
        state->recent[i] = state->recent[i - 1];
    state->recent[0] = state->open | (state->watch.lasts ? guarding_bit(SIGN_SHIFT) : 0);
    state->open = 0;
    for (int i = 0; i < count; i++)
        state->recent[0] |= guarding_bit(found[i].sign);
}

int signs_judge(struct signs_state *state, const struct signs_scene *scene,
                const struct rep_result *rep, struct sign_found out[SIGN_COUNT])
{
    if (rep->guided || scene->exercise->guarding.signs == 0)
        return 0;
    struct sample sample = sample_of(rep, &state->watch);
    struct verdict verdict = {.scene = scene,
                              .guarding = &scene->exercise->guarding,
                              .sample = &sample,
                              .usual = signs_usual(state, scene),
                              .out = out};
    struct signs_side *side = &state->side[scene->side];
    judge_range(&verdict);
    judge_slowing(&verdict);
    judge_hesitation(&verdict);
    judge_jerkiness(&verdict);
    judge_asymmetry(&verdict, state);
    judge_return(&verdict);
    if (sample.seen[BASELINE_RANGE])
        side->range[side->ranges++ % SIGNS_RANGES] = rep->range;
    if (verdict.count == 0 && state->open == 0 && is_clean(rep))
        learn(side, &sample);
    remember(state, out, verdict.count);
    return verdict.count;
}

int signs_turned_back(struct signs_state *state, const struct signs_scene *scene, float share,
                      float range, struct sign_found out[SIGN_COUNT])
{
    struct sample sample = {0};
    struct verdict verdict = {.scene = scene,
                              .guarding = &scene->exercise->guarding,
                              .sample = &sample,
                              .usual = signs_usual(state, scene),
                              .out = out};
    float least = verdict.guarding->withdrawal_share;
    if (scene->exercise->guided || verdict.guarding->signs == 0)
        return 0;
    take(&sample, BASELINE_RANGE, true, range);
    if (share >= least)
        judge_range(&verdict);
    else if (is_watched(&verdict, SIGN_WITHDRAWAL))
        tell(&verdict, SIGN_WITHDRAWAL, share, 1.0f, least);
    remember(state, out, verdict.count);
    return verdict.count;
}

int signs_idle(struct signs_state *state, const struct signs_scene *scene, int64_t t_us,
               float target, float start, struct sign_found out[SIGN_COUNT])
{
    const struct exercise *exercise = scene->exercise;
    float way = exercise->target.value - start;
    float noise = jitter_of(exercise->target.signal, JITTER_VALUE, exercise->view);
    if (!(exercise->guarding.signs & guarding_bit(SIGN_WITHDRAWAL)) ||
        abs_float(way) < NOISE_FREE * noise)
        return 0;
    /* Another rest than before, as after turning round: nobody moved. */
    if (abs_float(start - state->watch.start) > SAME_START * abs_float(way))
        signs_watch_leave(&state->watch);
    state->watch.start = start;
    float share = (target - start) / way;
    if (!signs_watch_way(&state->watch, t_us, share, exercise->phase.min_move_s))
        return 0;
    float furthest = state->watch.furthest;
    return signs_turned_back(state, scene, furthest, furthest * abs_float(way), out);
}

/* A sign of the movement at hand, before it is over. */
static int tell_now(struct signs_state *state, enum guarding_sign sign, float value, float baseline,
                    float limit, struct sign_found *out)
{
    state->open |= guarding_bit(sign);
    *out = (struct sign_found){sign, value, baseline, limit};
    return 1;
}

static int see_shift(struct signs_state *state, const struct guarding *guarding, float usual,
                     struct sign_found *out)
{
    if (!state->watch.lasts || state->watch.told)
        return 0;
    state->watch.told = true;
    return tell_now(state, SIGN_SHIFT, state->watch.lean, usual, guarding->shift_deg, out);
}

/* A hand that always rests there is a habit. */
static int see_support(struct signs_state *state, const struct signs_scene *scene,
                       struct sign_found *out)
{
    const enum baseline_measure measure = BASELINE_SUPPORT_S;
    struct baseline usual;
    float limit = scene->exercise->guarding.support_s;
    usual.of[measure] = usual_figure(state, scene, measure);
    if (usual.of[measure].count == 0 || state->open & guarding_bit(SIGN_SUPPORT) ||
        state->watch.support_s < limit)
        return 0;
    float mean = usual.of[measure].mean, least = mean + baseline_unusual(&usual, measure);
    limit = limit > least ? limit : least;
    if (state->watch.support_s < limit)
        return 0;
    return tell_now(state, SIGN_SUPPORT, state->watch.support_s, mean, limit, out);
}

int signs_see(struct signs_state *state, const struct signs_scene *scene,
              const struct features *features, const struct feature_state *feature_state,
              const struct pose *pose, float min_confidence, bool in_repetition,
              struct sign_found out[SIGN_COUNT])
{
    const struct guarding *guarding = &scene->exercise->guarding;
    struct baseline_figure lean = usual_figure(state, scene, BASELINE_LEAN);
    if (!(guarding->signs & (guarding_bit(SIGN_SHIFT) | guarding_bit(SIGN_SUPPORT))))
        return 0;
    signs_watch_body(&state->watch, guarding, features, feature_state, pose, min_confidence,
                     lean.count > 0 ? &lean.mean : NULL, in_repetition);
    int count = see_shift(state, guarding, lean.mean, out);
    if (in_repetition)
        count += see_support(state, scene, out + count);
    return count;
}

/* ---- when to ask ---- */

static unsigned two_in_one(unsigned signs)
{
    return signs & (signs - 1) ? signs : 0; /* one bit less leaves some */
}

/* A sign other than jerkiness in two of the last three movements. */
static unsigned one_in_two(const unsigned recent[SIGNS_RECENT])
{
    unsigned light = guarding_bit(SIGN_JERKINESS), signs = 0;
    int with = 0;
    for (int i = 0; i < SIGNS_RECENT; i++) {
        signs |= recent[i];
        with += (recent[i] & ~light) != 0;
    }
    return with >= 2 && (recent[0] & ~light) ? signs : 0;
}

unsigned signs_alert(struct signs_state *state)
{
    unsigned signs = two_in_one(state->recent[0]);
    if (!signs)
        signs = one_in_two(state->recent);
    if (state->alerted || !signs)
        return 0;
    state->alerted = true;
    state->has_nrs = false;
    memset(state->recent, 0, sizeof state->recent);
    return signs;
}

void signs_hear_pain(struct signs_state *state, int32_t nrs)
{
    if (state->alerted && state->has_nrs && nrs != state->nrs)
        state->alerted = false;
    state->has_nrs = true;
    state->nrs = nrs;
}
