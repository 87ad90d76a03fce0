/* What a simulated person really did in a row's sets, and what of it was told. */
#include "guarding.h"

#include <stdlib.h>
#include <string.h>

static struct performer_options person(const struct guarding_bench *bench,
                                       const struct tally *tally, int set)
{
    uint64_t salt = 1000003u * (uint64_t)(tally->exercise + 1);
    struct performer_options options = {.frame_rate = 30,
                                        .noise_px = tally->noise_px,
                                        .dropout = 0.05f,
                                        .seed = bench->seed * 7919u + salt + (uint64_t)set,
                                        .aspect = 16.0f / 9,
                                        .varied = true,
                                        .heedless = true,
                                        .flaw = tally->flaw};
    return options;
}

/* Than the middle of the other side's, by as much as makes a sign. */
static bool is_smaller(const struct guarding *guarding, const struct bout *bout,
                       enum body_side side, float range)
{
    float other = bout_usual(bout, side == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT, BOUT_RANGE);
    float middle = 0.5f * (other + range);
    return range > 0 && middle > 0 && 100 * (other - range) / middle >= guarding->asymmetry &&
           other - range >= guarding->asymmetry_least_deg;
}

/* As many times as fast as usual on the way back, as a mean over it. */
static float return_speed(const struct bout *bout, const struct bout_rep *rep)
{
    float usual_s = bout_usual(bout, rep->side, BOUT_RETURN_S);
    float usual = bout_usual(bout, rep->side, BOUT_RANGE);
    return usual > 0 && rep->return_s > 0 ? usual_s / usual * rep->range / rep->return_s : 0;
}

/* before: the session before, of an asymmetry. */
static bool truly(const struct exercise *e, const struct bout *before, const struct bout *bout,
                  const struct bout_rep *rep, const struct tally *tally)
{
    const struct guarding *guarding = &e->guarding;
    float usual_s = bout_usual(bout, rep->side, BOUT_MOVE_S);
    float usual = bout_usual(bout, rep->side, BOUT_RANGE);
    bool angle = feature_info(e->target.signal.kind)->unit[0] == 'd';
    if (tally->sign == SIGN_SLOWING)
        return usual_s > 0 && rep->move_s >= guarding->slowing * usual_s;
    if (tally->sign == SIGN_REDUCED_RANGE)
        return rep->ranged && rep->range < guarding->range_share * usual &&
               (!angle || usual - rep->range >= guarding->range_least_deg);
    if (tally->sign == SIGN_ASYMMETRY)
        return rep->ranged && is_smaller(guarding, bout, rep->side, rep->range) &&
               is_smaller(guarding, before, rep->side, bout_usual(before, rep->side, BOUT_RANGE));
    if (tally->flaw.kind == FLAW_RECOIL)
        return return_speed(bout, rep) >= guarding->withdrawal_speed;
    return true;
}

static void count_flawed(struct tally *tally, const struct exercise *e, const struct bout *before,
                         const struct bout *bout)
{
    for (int i = 0; i < bout->rep_count; i++) {
        const struct bout_rep *rep = &bout->rep[i];
        if (!rep->flawed)
            continue;
        bool told = rep->signs & guarding_bit(tally->sign);
        bool so = truly(e, before, bout, rep, tally);
        tally->given++;
        tally->found += told;
        tally->is_so += so;
        tally->found_so += so && told;
    }
}

static void count_all(struct tally *tally, const struct bout *bout, int practice)
{
    for (int i = practice; i < bout->rep_count; i++) {
        unsigned signs = bout->rep[i].signs;
        tally->reps++;
        tally->with_any += signs != 0;
        for (int sign = 0; sign < SIGN_COUNT; sign++)
            tally->told[sign] += signs >> sign & 1u;
    }
    tally->alerts += bout->alerts;
}

/* ---- one set each ---- */

static void do_sign(const struct guarding_bench *bench, struct tally *tally, int set)
{
    struct performer_options options = person(bench, tally, set);
    const struct plan *plan = &bench->plan[tally->exercise];
    struct bout bout;
    options.flaw_reps = 1u << GUARDING_PRACTICE;
    options.flaw.side = plan->side[0];
    if (bout_run(plan, options, &bout))
        count_flawed(tally, &plan->step[0], NULL, &bout);
}

/* A session that teaches, then one by the same person on another day. */
static void do_twice(const struct guarding_bench *bench, const struct plan *plan,
                     struct tally *tally, int set)
{
    struct performer_options options = person(bench, tally, set);
    struct plan *next = malloc(sizeof *next);
    struct bout before, bout;
    options.turns = true;
    if (next && bout_run(plan, options, &before)) {
        *next = *plan;
        memcpy(next->baseline[0], before.learnt, sizeof before.learnt);
        options.seed += 500000000u;
        if (bout_run(next, options, &bout)) {
            if (tally->kind == KIND_SIDES)
                count_flawed(tally, &plan->step[0], &before, &bout);
            else
                count_all(tally, &bout, 0);
        }
    }
    free(next);
}

static void do_through(const struct guarding_bench *bench, struct tally *tally, int set)
{
    struct performer_options options = person(bench, tally, set);
    struct bout bout;
    options.flaw_reps = 0xffffffffu << GUARDING_PRACTICE;
    if (bout_run(&bench->long_plan[tally->exercise], options, &bout))
        count_all(tally, &bout, GUARDING_PRACTICE);
}

void guarding_do_tally(void *self, int at)
{
    const struct guarding_bench *bench = self;
    struct tally *tally = &bench->tally[at];
    for (int set = 0; set < tally->sets; set++) {
        if (tally->kind == KIND_SIGN)
            do_sign(bench, tally, set);
        else if (tally->kind == KIND_SIDES)
            do_twice(bench, &bench->both[tally->exercise], tally, set);
        else if (tally->kind == KIND_KNOWN)
            do_twice(bench, &bench->long_plan[tally->exercise], tally, set);
        else
            do_through(bench, tally, set);
    }
}
