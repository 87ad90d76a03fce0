/* What must hold of the coach whatever it is given: mirrored, moved, slower, with holes, at random,
 * copied in the middle. The simulated person performs before one coach; the poses are kept, changed
 * and shown to another. */
#include "plan/library.h"
#include "sample.h"
#include "session/performer.h"
#include "stick.h"

#include <criterion/criterion.h>

#define MOST_REPS 96

static const char *const shipped[] = {"mini_squat", "hip_abduction_standing", "sit_to_stand",
                                      "bridge", "single_knee_to_chest"};

/* What a coach said, in short. */
struct take {
    int reps, abandoned, warnings, stops, done, lost, found, ready;
    struct rep_result rep[MOST_REPS];
    enum body_side side[MOST_REPS];
};

struct film {
    struct plan *plan; /* owned */
    struct pose *pose; /* owned */
    int count, room;
    struct take take; /* what the coach said at the performance */
};

static void note(struct take *take, const struct event *events, int count)
{
    for (int i = 0; i < count; i++) {
        const struct event *event = &events[i];
        take->abandoned += event->type == EVENT_REP_ABANDONED;
        take->warnings += event->type == EVENT_WARNING;
        take->stops += event->type == EVENT_WARNING && event->u.rule.level == WARNING_STOP;
        take->done += event->type == EVENT_SESSION_DONE;
        take->lost += event->type == EVENT_TRACKING_LOST;
        take->found += event->type == EVENT_TRACKING_FOUND;
        take->ready += event->type == EVENT_READY;
        if (event->type != EVENT_REP || take->reps == MOST_REPS)
            continue;
        take->side[take->reps] = event->side;
        take->rep[take->reps++] = event->u.rep;
    }
}

static struct plan *shipped_plan(const char *id, enum body_side painful)
{
    struct error err = {""};
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", &err);
    cr_assert_not_null(library, "%s", err.text);
    struct routine routine;
    cr_assert(library_routine(library, id, &routine, &err), "%s", err.text);
    struct profile profile = profile_default();
    profile.painful_side = painful;
    struct feature_settings settings = feature_settings_default();
    struct plan *plan = calloc(1, sizeof *plan);
    cr_assert(plan_resolve(&routine, library_finder(library), &profile, &settings, plan, &err),
              "%s", err.text);
    plan->unattended = true; /* who only squats answers no question */
    library_close(library);
    return plan;
}

static struct coach *new_coach(const struct plan *plan)
{
    struct coach *coach = malloc(sizeof *coach);
    if (!coach)
        abort();
    coach_init(coach, plan);
    return coach;
}

static int show(struct coach *coach, struct pose pose, struct event *events)
{
    struct input input = {.t_us = pose.t_us, .type = INPUT_POSE, .u.pose = pose_quantize(pose)};
    return coach_step(coach, &input, events);
}

static void film_free(struct film *film)
{
    free(film->plan);
    free(film->pose);
}

/* The person performs one exercise before the coach. */
static struct film perform(const char *id, struct performer_options options, enum body_side painful)
{
    struct film film = {.plan = shipped_plan(id, painful)};
    struct performer *performer = performer_create(film.plan, options);
    struct input_source source = performer_source(performer);
    struct sink sink = performer_sink(performer);
    struct coach *coach = new_coach(film.plan);
    struct event events[COACH_MAX_EVENTS];
    struct input input;
    while (source.next(source.self, &input, NULL) == PULL_INPUT) {
        if (film.count == film.room)
            film.pose =
                realloc(film.pose, (size_t)(film.room = 2 * film.room + 4096) * sizeof *film.pose);
        if (!film.pose)
            abort();
        film.pose[film.count++] = pose_quantize(input.u.pose);
        int count = show(coach, input.u.pose, events);
        note(&film.take, events, count);
        for (int i = 0; i < count; i++)
            sink.event(sink.self, &events[i]);
    }
    note(&film.take, events, coach_finish(coach, events));
    free(coach);
    performer_free(performer);
    return film;
}

static struct performer_options options_of(int faulty_set, uint64_t seed)
{
    struct performer_options options = performer_options_default();
    options.faulty_set = faulty_set;
    options.seed = seed;
    return options;
}

struct change {
    bool mirrored;
    float scale, dx, dy;          /* scale 0: as it is */
    int every;                    /* keeps one pose in this many */
    int lost_frames, lost_joints; /* per cent */
    uint32_t hidden;              /* joints never seen */
};

static struct pose changed(struct pose pose, const struct change *change, uint64_t *seed)
{
    if (change->mirrored)
        pose = pose_mirror(pose, 1.75f);
    for (int i = 0; i < JOINT_COUNT; i++) {
        struct landmark *at = &pose.joint[i];
        bool lost = (int)(sample_random(seed) % 100) < change->lost_joints;
        if (lost || (change->hidden >> i & 1u))
            *at = (struct landmark){0};
        if (at->confidence <= 0.0f || change->scale <= 0.0f)
            continue;
        at->x = at->x * change->scale + change->dx;
        at->y = at->y * change->scale + change->dy;
        at->z *= change->scale;
    }
    return pose;
}

static struct take replay(const struct film *film, const struct plan *plan, struct change change)
{
    struct take take = {0};
    struct coach *coach = new_coach(plan);
    struct event events[COACH_MAX_EVENTS];
    uint64_t seed = 77;
    for (int i = 0; i<film->count; i += change.every> 1 ? change.every : 1) {
        if ((int)(sample_random(&seed) % 100) < change.lost_frames)
            continue;
        note(&take, events, show(coach, changed(film->pose[i], &change, &seed), events));
    }
    note(&take, events, coach_finish(coach, events));
    free(coach);
    return take;
}

/* Between the repetitions of two takes of the same film: the largest difference of score and hold,
 * the mean one of the times there and back, which single noisy poses decide. */
struct gap {
    double score, hold, move, back;
};

static struct gap gap_between(const struct take *one, const struct take *two)
{
    struct gap gap = {0};
    int moves = 0, backs = 0;
    for (int i = 0; i < one->reps && i < two->reps; i++) {
        const struct rep_result *a = &one->rep[i], *b = &two->rep[i];
        gap.score = fmax(gap.score, fabs((double)(a->score - b->score)));
        if (a->hold_seen && b->hold_seen)
            gap.hold = fmax(gap.hold, fabs((double)(a->hold_s - b->hold_s)));
        if (a->move_s > 0 && b->move_s > 0)
            gap.move += (fabs((double)(a->move_s - b->move_s)) - gap.move) / ++moves;
        if (a->return_s > 0 && b->return_s > 0)
            gap.back += (fabs((double)(a->return_s - b->return_s)) - gap.back) / ++backs;
    }
    return gap;
}

static void expect_within(const char *what, const struct take *one, const struct take *two,
                          struct gap most)
{
    struct gap gap = gap_between(one, two);
    if (getenv("UNGUARD_SHOW_BOUNDS"))
        printf("%-40s reps %d/%d score %.2f hold %.2f move %.2f return %.2f\n", what, one->reps,
               two->reps, gap.score, gap.hold, gap.move, gap.back);
    cr_expect_gt(one->reps, 0, "%s", what);
    cr_expect_eq(two->reps, one->reps, "%s: %d repetitions, then %d", what, one->reps, two->reps);
    cr_expect_leq(gap.score, most.score, "%s: score %.2f", what, gap.score);
    cr_expect_leq(gap.hold, most.hold, "%s: hold %.2f s", what, gap.hold);
    cr_expect_leq(gap.move, most.move, "%s: move %.2f s", what, gap.move);
    cr_expect_leq(gap.back, most.back, "%s: return %.2f s", what, gap.back);
}

static enum body_side swapped(enum body_side side)
{
    return side == SIDE_LEFT ? SIDE_RIGHT : side == SIDE_RIGHT ? SIDE_LEFT : SIDE_NONE;
}

Test(properties, a_mirrored_session_has_the_same_repetitions_and_scores)
{
    for (size_t e = 0; e < ARRAY_LENGTH(shipped); e++) {
        for (int faulty = 0; faulty <= 1; faulty++) {
            struct film film = perform(shipped[e], options_of(faulty, 3), SIDE_RIGHT);
            struct plan *other = shipped_plan(shipped[e], SIDE_LEFT);
            struct take take = replay(&film, other, (struct change){.mirrored = true});
            expect_within(shipped[e], &film.take, &take, (struct gap){0.2, 0.034, 0.01, 0.01});
            const struct dosage *asked = &film.plan->step[0].dosage;
            int sides = film.plan->step[0].sides == SIDES_EACH ? 2 : 1;
            cr_expect_eq(take.reps, asked->sets * asked->reps * sides, "%s: all was done",
                         shipped[e]);
            cr_expect_eq(take.warnings, film.take.warnings, "%s", shipped[e]);
            for (int i = 0; i < take.reps && i < film.take.reps; i++)
                cr_expect_eq(take.side[i], swapped(film.take.side[i]));
            free(other);
            film_free(&film);
        }
    }
}

Test(properties, where_and_how_large_the_body_stands_makes_no_difference)
{
    static const struct change changes[] = {{.scale = 1.0f, .dx = 0.31f, .dy = -0.11f},
                                            {.scale = 0.6f, .dx = 0.05f, .dy = 0.3f},
                                            {.scale = 1.3f, .dx = -0.6f, .dy = -0.2f}};
    for (size_t e = 0; e < ARRAY_LENGTH(shipped); e++) {
        struct film film = perform(shipped[e], options_of(1, 4), SIDE_NONE);
        for (size_t i = 0; i < ARRAY_LENGTH(changes); i++) {
            struct take take = replay(&film, film.plan, changes[i]);
            double step = (double)SCORE_LEAST_POINTS; /* a loss that is just below, or above */
            expect_within(shipped[e], &film.take, &take,
                          (struct gap){step + 0.2, 0.07, 0.03, 0.03});
        }
        film_free(&film);
    }
}

Test(properties, fewer_frames_a_second_count_the_same)
{
    for (size_t e = 0; e < ARRAY_LENGTH(shipped); e++) {
        for (uint64_t seed = 1; seed <= 3; seed++) {
            struct film film = perform(shipped[e], options_of(0, seed), SIDE_NONE);
            struct take half = replay(&film, film.plan, (struct change){.every = 2});
            struct take third = replay(&film, film.plan, (struct change){.every = 3});
            expect_within(shipped[e], &film.take, &half, (struct gap){1, 0.2, 0.3, 0.3});
            expect_within(shipped[e], &film.take, &third, (struct gap){1, 0.3, 0.4, 0.4});
            film_free(&film);
        }
    }
}

Test(properties, one_in_five_lost_counts_the_same)
{
    for (size_t e = 0; e < ARRAY_LENGTH(shipped); e++) {
        for (uint64_t seed = 1; seed <= 3; seed++) {
            struct film film = perform(shipped[e], options_of(0, seed), SIDE_NONE);
            struct take frames = replay(&film, film.plan, (struct change){.lost_frames = 20});
            struct take joints = replay(&film, film.plan, (struct change){.lost_joints = 20});
            expect_within(shipped[e], &film.take, &frames, (struct gap){1, 0.2, 0.3, 0.3});
            expect_within(shipped[e], &film.take, &joints, (struct gap){1, 0.5, 0.4, 0.4});
            film_free(&film);
        }
    }
}

Test(properties, hidden_hips_never_count)
{
    const uint32_t hips = 1u << JOINT_LEFT_HIP | 1u << JOINT_RIGHT_HIP;
    for (size_t e = 0; e < ARRAY_LENGTH(shipped); e++) {
        struct film film = perform(shipped[e], options_of(2, 5), SIDE_NONE);
        struct take take = replay(&film, film.plan, (struct change){.hidden = hips});
        cr_assert_eq(take.reps + take.abandoned + take.warnings, 0, "%s", shipped[e]);
        cr_assert_eq(take.lost, 1, "%s: it is said once", shipped[e]);
        film_free(&film);
    }
}

/* Whoever starts the program steps back from the computer first: half the size two seconds later.
 */
Test(properties, stepping_back_before_the_start_posture_does_not_matter)
{
    static const char *const read_by_angles[] = {"hip_abduction_standing", "bridge",
                                                 "single_knee_to_chest"};
    for (size_t e = 0; e < ARRAY_LENGTH(read_by_angles); e++) {
        struct film film = perform(read_by_angles[e], options_of(0, 2), SIDE_NONE);
        for (int i = 0; i < film.count && film.pose[i].t_us < 2500000; i++) {
            double t = fmax(0, (double)film.pose[i].t_us * 1e-6 - 1) / 1.5;
            uint64_t seed = 1;
            film.pose[i] = changed(film.pose[i], &(struct change){.scale = (float)(2 - t)}, &seed);
        }
        struct take take = replay(&film, film.plan, (struct change){0});
        expect_within(read_by_angles[e], &film.take, &take, (struct gap){1, 0.1, 0.1, 0.1});
        film_free(&film);
    }
}

Test(properties, a_copy_goes_on_as_the_original)
{
    struct film film = perform("hip_abduction_standing", options_of(2, 6), SIDE_LEFT);
    struct coach *coach = new_coach(film.plan), *copy = new_coach(film.plan);
    struct event said[COACH_MAX_EVENTS], again[COACH_MAX_EVENTS];
    uint64_t seed = 5, hash = 0;
    for (int i = 0; i < film.count; i++) {
        if (sample_random(&seed) % 40 == 0)
            *copy = *coach;
        uint64_t before = coach_hash(coach);
        int count = show(coach, film.pose[i], said);
        cr_assert_neq(coach_hash(coach), before, "a pose leaves its trace in the hash");
        int other = show(copy, film.pose[i], again);
        if (coach->stage == STAGE_DONE)
            break;
        if (hash) { /* once it was copied */
            cr_assert_eq(coach_hash(coach), coach_hash(copy));
            cr_assert_eq(count, other);
            for (int k = 0; k < count; k++)
                cr_assert_eq(said[k].type, again[k].type);
        }
        hash = coach_hash(copy);
    }
    free(coach);
    free(copy);
    film_free(&film);
}

/* ---- anything at all ---- */

struct watch {
    bool done, lost, open;
    int reps;
    int64_t last_us, end_us; /* of the last repetition */
};

static void check_rep(const struct rep_result *rep, struct watch *watch)
{
    double lost = 0;
    cr_assert(rep->score >= 0 && rep->score <= 100, "score %g", (double)rep->score);
    cr_assert(rep->judged >= 0 && rep->judged <= 1.0001f, "judged %g", (double)rep->judged);
    cr_assert(rep->seen >= 0 && rep->seen <= 1, "seen %g", (double)rep->seen);
    cr_assert(rep->hold_s >= 0 && rep->move_s >= 0 && rep->return_s >= 0);
    cr_assert_leq(rep->start_us, rep->end_us);
    cr_assert_geq(rep->start_us, watch->end_us, "repetitions don't overlap");
    cr_assert_eq(rep->index, ++watch->reps);
    cr_assert_leq(rep->item_count, SCORE_MAX_ITEMS);
    for (int i = 0; i < rep->item_count; i++) {
        const struct score_item *item = &rep->item[i];
        cr_assert(item->rule[0] != '\0', "every lost point is named");
        cr_assert(item->seen ? item->points > 0 : item->points == 0.0f);
        lost += (double)item->points;
    }
    cr_assert_float_eq(100 - lost, (double)rep->score, 0.01, "the items are what is lost");
    watch->end_us = rep->end_us;
}

static void check_event(const struct event *event, const struct plan *plan, struct watch *watch)
{
    char line[1024];
    cr_assert_not(watch->done, "nothing comes after the end");
    cr_assert_geq(event->t_us, watch->last_us);
    cr_assert_lt(event_text(event, plan, line, sizeof line), 1023);
    watch->last_us = event->t_us;
    switch (event->type) {
    case EVENT_SET_STARTED:
        watch->reps = 0;
        break;
    case EVENT_PHASE:
        cr_assert(event->u.phase.phase == PHASE_START || event->u.phase.phase == PHASE_MOVE ||
                  watch->open);
        cr_assert(event->u.phase.phase != PHASE_MOVE || !watch->open, "one at a time");
        watch->open = event->u.phase.phase != PHASE_START;
        break;
    case EVENT_REP:
    case EVENT_REP_ABANDONED:
        cr_assert(watch->open, "what ends has begun");
        watch->open = false;
        if (event->type == EVENT_REP)
            check_rep(&event->u.rep, watch);
        break;
    case EVENT_TRACKING_LOST:
    case EVENT_TRACKING_FOUND:
        cr_assert_neq(watch->lost, event->type == EVENT_TRACKING_LOST, "lost and found in turn");
        watch->lost = event->type == EVENT_TRACKING_LOST;
        break;
    case EVENT_SESSION_DONE:
        cr_assert_not(watch->open, "nothing is left open");
        watch->done = true;
        break;
    default:
        break;
    }
}

static int below(uint64_t *seed, int limit)
{
    return (int)(sample_random(seed) % (unsigned)limit);
}

/* Odd, but nothing that a file could not hold. */
static struct plan *odd_plan(uint64_t *seed)
{
    struct plan *plan = shipped_plan(shipped[below(seed, 5)], (enum body_side)below(seed, 3));
    plan->step_count = 1 + below(seed, 4);
    for (int i = below(seed, 2); i < plan->step_count; i++)
        plan->step[i] = sample_squat();
    plan->profile.painful_tightening = below(seed, 3) ? 1.0f : 0.5f;
    plan->profile.pain_policy = below(seed, 4) ? PAIN_MONITOR : PAIN_STRICT;
    for (int i = 0; i < plan->step_count; i++) {
        struct exercise *e = &plan->step[i];
        e->dosage.rest_s = 5;
        e->dosage.reps = 1 + below(seed, 3);
        e->phase.min_rest_s = 0.1f * (float)below(seed, 4);
        e->target.tolerance = below(seed, 2) ? 0.01f : 20;
        e->target.hold_s = (float)below(seed, 3);
        for (int k = 0; k < e->fault_count; k++)
            e->fault[k].min_s = 0;
        for (int k = 0; k < e->limit_count; k++)
            e->limit[k].hysteresis = below(seed, 2) ? 0 : 100;
    }
    return plan;
}

static struct pose odd_pose(int64_t t_us, int kind, double phase, uint64_t *seed)
{
    double bend = 30 * (1 - cos(phase));
    struct pose pose = stick_side(t_us, 0.5 * bend, bend, 0.3 * bend);
    if (kind == 1)
        pose = stick_front(t_us, bend / 2, 0, bend / 6, bend / 4);
    else if (kind == 2)
        pose = stick_turn(pose, below(seed, 360));
    else if (kind == 3)
        pose = (struct pose){.t_us = t_us, .present = below(seed, 2) != 0};
    for (int i = 0; i < JOINT_COUNT; i++) {
        if (kind == 4)
            pose.joint[i] = stick_point(0.5, 0.5);
        else if (kind == 5)
            pose.joint[i] =
                stick_point(below(seed, 16001) / 1000.0 - 8, below(seed, 16001) / 1e3 - 8);
        if (kind > 5 && below(seed, 5) == 0)
            pose.joint[i].confidence = 0;
    }
    return pose;
}

static struct input odd_input(int64_t *t_us, int kind, double *phase, uint64_t *seed)
{
    static const int64_t steps[] = {33333, 33333, 8333, 1, 100000, 1000000, 600000, 33333};
    int64_t step_us = below(seed, 3000) == 0
                          ? 1ll << below(seed, 41)
                          : steps[below(seed, 400) < 8 ? below(seed, 8) : kind % 3];
    if (step_us == 1 && kind % 3 == 0)
        step_us = 33333;
    int what = below(seed, 400);
    struct input input = {.t_us = *t_us, .type = INPUT_POSE};
    if (what == 0) {
        input.type = INPUT_ACTION;
        input.u.action =
            (struct action){(enum action_type)below(seed, ACTION_TYPE_COUNT), below(seed, 4)};
        if (input.u.action.type <= ACTION_QUIT && below(seed, 4))
            input.u.action.type = ACTION_GO_ON;
        return input;
    }
    input.t_us = *t_us += step_us;
    *phase += (double)step_us * 1e-6 * 1.6;
    input.type = what == 1 ? INPUT_GAP : what == 2 ? INPUT_TICK : INPUT_POSE;
    if (input.type == INPUT_POSE)
        input.u.pose = pose_quantize(odd_pose(*t_us, kind, *phase, seed));
    else
        input.u.dropped = what == 1;
    return input;
}

Test(properties, whatever_comes_the_books_balance)
{
    uint64_t seed = 20240229;
    int reps = 0, steps = 0, done = 0;
    while (steps < 300000) {
        struct plan *plan = odd_plan(&seed);
        struct coach *coach = new_coach(plan);
        struct watch watch = {0};
        struct event events[COACH_MAX_EVENTS];
        int64_t t_us = below(&seed, 2) ? 0 : 1ll << below(&seed, 51);
        double phase = 0;
        int count = 0;
        for (int i = 0, kind = 0; i < 6000 && !watch.done; i++, steps++) {
            if (i % 600 == 0)
                kind = below(&seed, 4) ? 0 : below(&seed, 9);
            struct input input = odd_input(&t_us, kind, &phase, &seed);
            count = coach_step(coach, &input, events);
            cr_assert_leq(count, COACH_MAX_EVENTS);
            for (int k = 0; k < count; k++) {
                check_event(&events[k], plan, &watch);
                reps += events[k].type == EVENT_REP;
            }
        }
        count = coach_finish(coach, events);
        for (int k = 0; k < count; k++)
            check_event(&events[k], plan, &watch);
        cr_assert(watch.done);
        cr_assert_eq(coach_finish(coach, events), 0);
        done++;
        free(coach);
        free(plan);
    }
    cr_assert_gt(reps, 200, "the books had something in them: %d in %d sessions", reps, done);
}
