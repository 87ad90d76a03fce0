/* What grows, of what, and that nothing is ever lost: the garden from scripted events. */
#include "garden.h"
#include "screen_sample.h"

#include <criterion/criterion.h>

static struct plan *plan;
static struct garden garden;

static void set_up(void)
{
    plan = screen_sample_plan();
    garden_init_plan(&garden, plan);
}

static void tear_down(void)
{
    free(plan);
}

TestSuite(garden, .init = set_up, .fini = tear_down);

static void send(struct event event, double t_s)
{
    event.t_us = (int64_t)(t_s * 1e6);
    event.u.rep.end_us = event.type == EVENT_REP ? event.t_us : event.u.rep.end_us;
    garden_event(&garden, &event);
}

static void start_set(double t_s)
{
    send((struct event){.type = EVENT_SET_STARTED, .set = 1}, t_s);
}

static struct event rep_losing(const char *rule, float points)
{
    struct event event = {.type = EVENT_REP, .set = 1};
    event.u.rep = (struct rep_result){.score = 100 - points, .judged = 1, .item_count = 1};
    event.u.rep.item[0] = (struct score_item){.seen = true, .points = points};
    text_copy(event.u.rep.item[0].rule, ID_SIZE, rule);
    return event;
}

static void warn(enum warning_level level, double t_s)
{
    struct event event = {.type = EVENT_WARNING, .set = 1};
    event.u.rule.level = level;
    send(event, t_s);
}

/* ---- how wide ---- */

Test(garden, how_wide_follows_from_control_and_steadiness_alone)
{
    static const struct {
        const char *rule;
        float points, open;
    } rows[] = {
        {"trunk_lean", 0, 1},
        {"trunk_lean", 30, 0.7f},
        {"trunk_lean", 60, 0.4f},
        {"trunk_lean", 95, 0.4f},
        {"constancy", 30, 0.7f},
        {"tempo_move", 30, 0.7f},
        {"tempo_return", 6, 0.94f},
        {"range", 40, 1}, /* less range closes nothing */
        {"hold", 40, 1},  /* nor does a shorter hold */
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct event rep = rep_losing(rows[i].rule, rows[i].points);
        cr_expect_float_eq(garden_openness(&rep.u.rep), rows[i].open, 1e-5, "%s %.0f", rows[i].rule,
                           (double)rows[i].points);
    }
}

Test(garden, more_range_speed_or_holding_wins_nothing)
{
    struct event rep = rep_losing("trunk_lean", 12);
    float open = garden_openness(&rep.u.rep);
    rep.u.rep.range = rep.u.rep.peak = 500;
    rep.u.rep.range_seen = rep.u.rep.hold_seen = true;
    rep.u.rep.hold_s = 90;
    rep.u.rep.move_s = rep.u.rep.return_s = 0.1f;
    cr_expect_float_eq(garden_openness(&rep.u.rep), open, 1e-6);
    start_set(0);
    struct garden before = garden;
    send(rep, 5);
    float held = garden.held_s;
    garden = before;
    rep.u.rep.hold_s = plan->step[0].target.hold_s;
    send(rep, 5);
    cr_expect_float_eq(garden.held_s, held, 1e-6, "held longer than asked gives no more light");
}

Test(garden, what_could_not_be_seen_costs_nothing)
{
    struct event rep = rep_losing("trunk_lean", 50);
    rep.u.rep.item[0].seen = false;
    cr_expect_float_eq(garden_openness(&rep.u.rep), 1, 1e-6);
    rep.u.rep.unscored = true;
    cr_expect_float_eq(garden_openness(&rep.u.rep), GARDEN_UNSCORED_OPEN, 1e-6);
    rep.u.rep.guided = true;
    cr_expect_float_eq(garden_openness(&rep.u.rep), GARDEN_UNSCORED_OPEN, 1e-6);
}

/* ---- what grows ---- */

Test(garden, a_flower_for_each_counted_repetition_and_for_no_other)
{
    start_set(0);
    cr_expect_eq(garden.flower_count, 0);
    send(rep_losing("trunk_lean", 5), 5);
    struct event guided = {.type = EVENT_REP, .set = 1};
    guided.u.rep.guided = guided.u.rep.unscored = true;
    send(guided, 9);
    cr_expect_eq(garden.flower_count, 2);
    static const enum event_type none[] = {
        EVENT_PHASE, EVENT_REP_ABANDONED, EVENT_TRACKING_LOST, EVENT_TRACKING_FOUND, EVENT_HOLD,
        EVENT_FAULT, EVENT_SET_DONE,      EVENT_GAP,           EVENT_NOT_SEEN_WELL,  EVENT_SIGN};
    for (size_t i = 0; i < ARRAY_LENGTH(none); i++) {
        send((struct event){.type = none[i], .set = 1}, 10 + (double)i);
        cr_expect_eq(garden.flower_count, 2, "%s opens none", event_name(none[i]));
    }
}

Test(garden, flowers_stand_in_the_bed_of_their_exercise_and_side)
{
    cr_assert_eq(garden.bed_count, 5, "four exercises, one of them on either side");
    struct event rep = rep_losing("range", 0);
    rep.step = 1;
    rep.side = SIDE_RIGHT;
    send(rep, 5);
    cr_expect_eq(garden.bed[2].flowers, 1);
    cr_expect_eq(garden.flower[0].bed, 2);
    cr_expect_eq(garden.bed[1].flowers, 0);
}

Test(garden, a_warning_heeded_before_the_stop_plants_something)
{
    static const struct {
        enum warning_level level[3];
        int count, heeded;
    } rows[] = {
        {{WARNING_APPROACHING, WARNING_WITHDRAWN}, 2, 1},
        {{WARNING_APPROACHING, WARNING_OVER, WARNING_WITHDRAWN}, 3, 1},
        {{WARNING_OVER, WARNING_STOP, WARNING_WITHDRAWN}, 3, 0},
        {{WARNING_WITHDRAWN}, 1, 0},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        garden_init_plan(&garden, plan);
        start_set(0);
        for (int k = 0; k < rows[i].count; k++) {
            warn(rows[i].level[k], 1 + k);
        }
        send(rep_losing("range", 0), 6);
        cr_expect_eq(garden.bed[0].heeded, rows[i].heeded, "%zu", i);
        send(rep_losing("range", 0), 9);
        cr_expect_eq(garden.bed[0].heeded, rows[i].heeded, "%zu: once", i);
    }
}

Test(garden, a_warning_after_a_repetitions_end_belongs_to_the_next)
{
    start_set(0);
    warn(WARNING_APPROACHING, 5.2);
    struct event rep = rep_losing("range", 0);
    rep.t_us = 5300000;
    rep.u.rep.end_us = 5000000;
    garden_event(&garden, &rep);
    cr_expect_eq(garden.bed[0].heeded, 0);
    send(rep_losing("range", 0), 9);
    cr_expect_eq(garden.bed[0].heeded, 1);
}

Test(garden, pain_that_is_told_plants_something)
{
    start_set(0);
    struct event asked = {.type = EVENT_PAIN_ASKED, .u.pain.kind = ASK_HURT};
    send(asked, 4);
    send((struct event){.type = EVENT_PAIN_ANSWERED, .u.pain.kind = ASK_HURT}, 6);
    cr_expect_eq(garden.bed[0].told, 1, "once");
    struct event alert = {.type = EVENT_ALERT};
    send(alert, 10);
    send(asked, 10); /* the coach asks because of guarding signs */
    cr_expect_eq(garden.bed[0].told, 1, "nothing has been told yet");
    send((struct event){.type = EVENT_PAIN_ANSWERED, .u.pain.kind = ASK_HURT}, 12);
    cr_expect_eq(garden.bed[0].told, 2);
    asked.u.pain.kind = ASK_BETWEEN;
    send(asked, 20);
    cr_expect_eq(garden.bed[0].told, 2, "a question of every rest is none");
}

Test(garden, light_rises_with_what_is_held_and_done)
{
    start_set(0);
    float light = garden_light(&garden);
    cr_expect_eq(light, 0);
    for (int i = 0; i < 6; i++) {
        struct event rep = rep_losing("range", 0);
        rep.u.rep.hold_seen = true;
        rep.u.rep.hold_s = i % 2 ? 2.0f : 0.0f;
        send(rep, 5 * (i + 1));
        float next = garden_light(&garden);
        cr_expect_gt(next, light);
        light = next;
    }
    struct garden held = garden;
    struct event rep = rep_losing("range", 0);
    rep.u.rep.hold_seen = true;
    send(rep, 50);
    float short_hold = garden_light(&garden);
    garden = held;
    rep.u.rep.hold_s = 2;
    send(rep, 50);
    cr_expect_gt(garden_light(&garden), short_hold);
    send((struct event){.type = EVENT_SESSION_DONE, .u.done.reason = DONE_COMPLETED}, 60);
    cr_expect(garden.complete);
    cr_expect_eq(garden_light(&garden), 1);
}

/* Whatever comes, no flower goes, none closes, and the light never falls. */
Test(garden, pausing_stopping_and_telling_lose_nothing)
{
    start_set(0);
    for (int i = 0; i < 5; i++) {
        send(rep_losing("trunk_lean", 4.0f * (float)i), 5 * (i + 1));
    }
    static const enum event_type events[] = {
        EVENT_PAUSED,         EVENT_RESUMED,       EVENT_PAIN_ASKED,    EVENT_PAIN_ANSWERED,
        EVENT_EASED,          EVENT_REP_ABANDONED, EVENT_TRACKING_LOST, EVENT_TRACKING_FOUND,
        EVENT_ANSWER_SKIPPED, EVENT_STEP_STARTED,  EVENT_SET_STARTED,   EVENT_REST_STARTED,
        EVENT_REST_ENDED,     EVENT_SIGN,          EVENT_ALERT,         EVENT_SESSION_DONE};
    const struct garden before = garden;
    for (size_t i = 0; i < ARRAY_LENGTH(events); i++) {
        struct event event = {.type = events[i], .set = 1};
        event.u.done.reason = events[i] == EVENT_SESSION_DONE ? DONE_PAIN : DONE_COMPLETED;
        send(event, 40 + (double)i);
        cr_expect_eq(garden.flower_count, before.flower_count, "%s", event_name(events[i]));
        cr_expect_arr_eq(garden.flower, before.flower,
                         sizeof before.flower[0] * (size_t)before.flower_count, "%s",
                         event_name(events[i]));
        cr_expect_geq(garden_light(&garden), garden_light(&before), "%s", event_name(events[i]));
    }
    cr_expect_not(garden.complete);
    cr_expect_eq(garden_stars(&garden).of[STAR_IN_TIME], STAR_SHINING, "stopping is in time");
}

/* ---- the same again ---- */

static void play(int from, int count)
{
    for (int i = from; i < from + count; i++) {
        struct event rep = rep_losing(i % 3 ? "trunk_lean" : "range", (float)(i % 7));
        rep.step = i / 20 % 4;
        send(rep, 4 * (i + 1));
    }
}

Test(garden, the_same_events_grow_the_same_garden)
{
    play(0, 60);
    uint64_t hash = garden_hash(&garden);
    garden_init_plan(&garden, plan);
    cr_expect_neq(garden_hash(&garden), hash);
    play(0, 60);
    cr_expect_eq(garden_hash(&garden), hash);
    plan->step[0].dosage.reps++; /* another plan is another garden */
    garden_init_plan(&garden, plan);
    play(0, 60);
    cr_expect_neq(garden_hash(&garden), hash);
}

Test(garden, more_than_there_is_room_for_is_counted)
{
    play(0, GARDEN_MAX_FLOWERS + 50);
    cr_expect_eq(garden.flower_count, GARDEN_MAX_FLOWERS);
    cr_expect_eq(garden.reps, GARDEN_MAX_FLOWERS + 50);
    for (int32_t step = 0; step < 4 * GARDEN_MAX_BEDS; step++) {
        struct garden_bed *bed = garden_add_bed(&garden, step, SIDE_NONE, 1, 0);
        cr_assert(bed >= garden.bed && bed < garden.bed + GARDEN_MAX_BEDS);
    }
}

Test(garden, plants_are_spread_over_their_bed)
{
    for (int count = 8; count <= 64; count *= 2) {
        int cell[4][4] = {{0}};
        for (int i = 0; i < count; i++) {
            struct garden_spot spot = garden_spot(77, 3, GARDEN_FLOWER, i);
            cr_assert(spot.x >= 0 && spot.x < 1 && spot.depth >= 0 && spot.depth < 1);
            cell[(int)(spot.x * 4)][(int)(spot.depth * 4)]++;
        }
        for (int x = 0; x < 4; x++) {
            for (int y = 0; y < 4; y++) {
                cr_expect_leq(cell[x][y], count / 16 + 5, "%d of %d crowd", cell[x][y], count);
            }
        }
    }
}

/* ---- stars ---- */

Test(garden, stars_are_for_control_steadiness_and_stopping_in_time)
{
    static const struct {
        const char *rule;
        float points;
        enum garden_star control, steady;
    } rows[] = {
        {"trunk_lean", 4, STAR_SHINING, STAR_SHINING},
        {"trunk_lean", 30, STAR_GROWING, STAR_SHINING},
        {"constancy", 30, STAR_SHINING, STAR_GROWING},
        {"range", 40, STAR_SHINING, STAR_SHINING},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        garden_init_plan(&garden, plan);
        start_set(0);
        for (int k = 0; k < GARDEN_STAR_REPS; k++) {
            cr_expect_eq(garden_stars(&garden).of[STAR_CONTROL], STAR_UNKNOWN);
            send(rep_losing(rows[i].rule, rows[i].points), 5 * (k + 1));
        }
        struct garden_stars stars = garden_stars(&garden);
        cr_expect_eq(stars.of[STAR_CONTROL], rows[i].control, "%zu", i);
        cr_expect_eq(stars.of[STAR_STEADY], rows[i].steady, "%zu", i);
        cr_expect_eq(stars.of[STAR_IN_TIME], STAR_SHINING, "nothing to stop for");
    }
    warn(WARNING_STOP, 30);
    cr_expect_eq(garden_stars(&garden).of[STAR_IN_TIME], STAR_GROWING);
    send((struct event){.type = EVENT_PAIN_ASKED, .u.pain.kind = ASK_HURT}, 31);
    cr_expect_eq(garden_stars(&garden).of[STAR_IN_TIME], STAR_SHINING, "it was told");
}

Test(garden, gain_compares_like_with_like)
{
    cr_expect_eq(garden_gain(&garden), 0);
    start_set(0);
    for (int i = 0; i < 20; i++) {
        send(rep_losing("trunk_lean", i < 10 ? 12 : 4), 5 * (i + 1));
    }
    cr_expect_float_eq(garden_gain(&garden), 8, 1e-4);
    garden_init_plan(&garden, plan);
    for (int i = 0; i < 20; i++) {
        send(rep_losing("trunk_lean", i < 10 ? 4 : 12), 5 * (i + 1));
    }
    cr_expect_eq(garden_gain(&garden), 0, "worse is not told");
}
