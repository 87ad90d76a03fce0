/* The game's state from scripted events, and the words that go with them. */
#include "screen_sample.h"

#include <criterion/criterion.h>

static struct plan *plan;
static struct world *world;

static void set_up(void)
{
    plan = screen_sample_plan();
    world = calloc(1, sizeof *world);
    cr_assert_not_null(world);
    world_init(world, plan);
}

static void tear_down(void)
{
    free(plan);
    free(world);
}

TestSuite(world, .init = set_up, .fini = tear_down);

static void start(void)
{
    screen_sample_set(world, 0, 1, SIDE_NONE, 0);
    screen_sample_send(world, EVENT_READY, 2);
}

static void say(enum event_type type, const char *rule, char *text)
{
    struct event event = {.type = type};
    text_copy(event.u.rule.id, ID_SIZE, rule);
    words_event(&event, plan, text, WORDS_SIZE);
}

Test(world, counts_repetitions_of_the_set)
{
    start();
    cr_assert_eq(world->reps, 0);
    cr_assert_eq(world->reps_wanted, 10);
    screen_sample_rep(world, 1, 90, 6);
    screen_sample_rep(world, 2, 80, 10);
    cr_assert_eq(world->reps, 2);
    cr_assert_float_eq(world->rep.score, 80, 1e-3);
    cr_assert_str_eq(world->rep.line[0], "Let your chest stay tall");
    screen_sample_set(world, 0, 2, SIDE_NONE, 60);
    cr_assert_eq(world->reps, 0, "a new set counts anew");
    cr_assert_eq(world->rep.index, 0, "and shows no old score");
}

Test(world, an_abandoned_repetition_counts_nothing)
{
    start();
    screen_sample_phase(world, PHASE_MOVE, 4);
    screen_sample_send(world, EVENT_REP_ABANDONED, 5);
    cr_assert_eq(world->reps, 0);
    cr_assert_eq(world->phase, PHASE_START);
    cr_assert_eq(world->result[0].reps, 0);
}

Test(world, the_most_severe_warning_is_shown_and_withdrawn)
{
    start();
    screen_sample_warn(world, "knee_depth", WARNING_APPROACHING, 5);
    cr_assert(world->warning.shown);
    cr_assert_eq(world->warning.level, WARNING_APPROACHING);
    cr_assert_str_eq(world->warning.text, "Ease off, a little smaller");
    screen_sample_warn(world, "speed", WARNING_OVER, 6);
    cr_assert_eq(world->warning.level, WARNING_OVER);
    cr_assert_str_eq(world->warning.text, "Slow down and breathe out", "the rule's own cue");
    screen_sample_warn(world, "speed", WARNING_WITHDRAWN, 7);
    cr_assert(world->warning.shown, "the first one is still in force");
    cr_assert_eq(world->warning.level, WARNING_APPROACHING);
    screen_sample_warn(world, "knee_depth", WARNING_WITHDRAWN, 8);
    cr_assert_not(world->warning.shown);
    cr_assert_eq(world->result[0].eased, 2, "easing off in time is what the game praises");
}

Test(world, a_warning_of_no_rule_of_the_exercise_is_ignored)
{
    start();
    screen_sample_warn(world, "unheard_of", WARNING_OVER, 5);
    cr_assert_not(world->warning.shown);
}

Test(world, what_is_not_seen_is_named_and_cleared)
{
    start();
    screen_sample_lost(world, 1u << JOINT_LEFT_HIP | 1u << JOINT_RIGHT_HIP, false, 5);
    cr_assert(world->lost);
    cr_assert_str_eq(world->not_seen, "I can't see your hips");
    screen_sample_send(world, EVENT_TRACKING_FOUND, 6);
    cr_assert_not(world->lost);
    cr_assert_str_empty(world->not_seen);
}

Test(world, not_seen_in_words)
{
    char text[WORDS_SIZE];
    words_not_seen(1u << JOINT_LEFT_TOE | 1u << JOINT_RIGHT_ANKLE, false, text, sizeof text);
    cr_assert_str_eq(text, "Step back a little so that I see your feet");
    words_not_seen(1u << JOINT_LEFT_HIP | 1u << JOINT_LEFT_KNEE, false, text, sizeof text);
    cr_assert_str_eq(text, "I can't see your hips and knees");
    words_not_seen((1u << JOINT_COUNT) - 1, false, text, sizeof text);
    cr_assert_str_eq(text, "I can't see all of you: step back a little");
    words_not_seen(0, true, text, sizeof text);
    cr_assert_str_eq(text, "Step into the picture when you are ready");
}

Test(world, every_joint_belongs_to_one_part)
{
    for (int joint = 0; joint < JOINT_COUNT; joint++) {
        uint32_t part = words_parts(1u << joint);
        cr_assert(part != 0 && (part & (part - 1)) == 0, "joint %s", joint_name(joint));
    }
}

Test(world, pain_is_asked_and_answered)
{
    start();
    screen_sample_warn(world, "speed", WARNING_OVER, 4);
    screen_sample_send(world, EVENT_PAIN_ASKED, 5);
    cr_assert(world->pain_open);
    cr_assert_not(world->warning.shown, "nothing else is said meanwhile");
    struct event answer = screen_sample_event(world, EVENT_PAIN_ANSWERED, 8);
    memset(&answer.u, 0, sizeof answer.u);
    answer.u.pain.nrs = 4;
    world_event(world, &answer);
    cr_assert_not(world->pain_open);
    cr_assert_eq(world->pain, 4);
    answer.type = EVENT_EASED;
    answer.u.pain.reps = 5;
    world_event(world, &answer);
    cr_assert(world->eased);
    cr_assert_eq(world->reps_wanted, 5, "the screen asks for less at once");
    cr_assert(world_fault_shown(world), "and says so");
}

Test(world, guarding_signs_pause_calmly)
{
    char text[WORDS_SIZE];
    start();
    struct event alert = screen_sample_event(world, EVENT_ALERT, 5);
    cr_assert(words_event(&alert, plan, text, sizeof text));
    cr_assert_not_null(strstr(text, "guarding sign"));
    world_event(world, &alert);
    cr_assert(world->guarding);
    cr_assert(world_fault_shown(world), "said even where nobody is asked");
    screen_sample_send(world, EVENT_PAIN_ASKED, 5);
    cr_assert(world->pain_open && world->guarding, "the screen tells why it asks");
    screen_sample_send(world, EVENT_PAIN_ANSWERED, 8);
    cr_assert_not(world->guarding);
    struct event sign = screen_sample_event(world, EVENT_SIGN, 9);
    cr_assert_not(words_event(&sign, plan, text, sizeof text), "one alone is not spoken of");
    for (int i = 0; i < SIGN_COUNT; i++) {
        const char *words = words_sign((enum guarding_sign)i);
        cr_assert(words[0] != '\0' && !strstr(words, "spasm") && !strstr(words, "wrong"));
    }
}

Test(world, pain_asked_during_a_pause_ends_the_pause)
{
    start();
    screen_sample_send(world, EVENT_PAUSED, 4);
    cr_assert(world->paused);
    screen_sample_send(world, EVENT_PAIN_ASKED, 5);
    cr_assert_not(world->paused);
    cr_assert(world->pain_open);
}

Test(world, a_rest_counts_down_and_waits_while_paused)
{
    start();
    screen_sample_send(world, EVENT_SET_DONE, 10);
    screen_sample_send(world, EVENT_REST_STARTED, 10);
    world_tick(world, 15);
    cr_assert_float_eq(world_rest_left_s(world), 40, 1e-6);
    screen_sample_send(world, EVENT_PAUSED, 15);
    world_tick(world, 25);
    cr_assert_float_eq(world_rest_left_s(world), 40, 1e-6);
    screen_sample_send(world, EVENT_RESUMED, 25);
    world_tick(world, 30);
    cr_assert_float_eq(world_rest_left_s(world), 35, 1e-6);
}

Test(world, after_a_rest_comes_the_other_side_then_the_next_set_then_the_next_step)
{
    struct world_next next;
    screen_sample_set(world, 1, 1, SIDE_LEFT, 0);
    screen_sample_send(world, EVENT_SET_DONE, 5);
    screen_sample_send(world, EVENT_REST_STARTED, 5);
    cr_assert(world_next(world, &next));
    cr_assert_eq(next.side, SIDE_RIGHT);
    cr_assert_eq(next.set, 1);
    screen_sample_set(world, 1, 1, SIDE_RIGHT, 50);
    screen_sample_send(world, EVENT_SET_DONE, 55);
    screen_sample_send(world, EVENT_REST_STARTED, 55);
    cr_assert(world_next(world, &next));
    cr_assert_eq(next.side, SIDE_LEFT);
    cr_assert_eq(next.set, 2);
    screen_sample_set(world, 1, 2, SIDE_LEFT, 100);
    screen_sample_send(world, EVENT_SET_DONE, 105);
    screen_sample_set(world, 1, 2, SIDE_RIGHT, 150);
    screen_sample_send(world, EVENT_SET_DONE, 155);
    cr_assert(world_next(world, &next));
    cr_assert_str_eq(next.exercise->id, "bridge");
    screen_sample_set(world, 3, 2, SIDE_NONE, 200);
    cr_assert_not(world_next(world, &next), "nothing follows the last set of the last step");
}

Test(world, results_tell_form_and_one_thing_to_work_on)
{
    start();
    screen_sample_rep(world, 1, 90, 6);
    screen_sample_rep(world, 2, 70, 10);
    struct event done = screen_sample_event(world, EVENT_SESSION_DONE, 12);
    memset(&done.u, 0, sizeof done.u);
    done.u.done.reason = DONE_QUIT;
    world_event(world, &done);
    cr_assert_eq(world->stage, WORLD_DONE);
    cr_assert_eq(world->reason, DONE_QUIT);
    cr_assert_eq(world->result_count, 1);
    cr_assert_eq(world->result[0].reps_wanted, 20, "two sets of ten");
    cr_assert_float_eq(world_form(&world->result[0]), 80, 1e-3);
    cr_assert_str_eq(world->result[0].work_on, "Let your chest stay tall");
}

Test(world, an_eased_set_asks_for_less_in_the_results)
{
    start();
    struct event set = screen_sample_event(world, EVENT_SET_STARTED, 50);
    set.set = 2;
    set.u.step.reps = 7;
    world_event(world, &set);
    cr_assert_eq(world->result[0].reps_wanted, 17);
}

Test(world, time_does_not_run_backwards)
{
    world_tick(world, 10);
    world_tick(world, 4);
    cr_assert_float_eq(world->now_s, 10, 1e-9);
}

Test(world, a_correction_is_shown_for_a_while_only)
{
    char text[WORDS_SIZE];
    start();
    say(EVENT_FAULT, "trunk_lean", text);
    struct event fault = screen_sample_event(world, EVENT_FAULT, 5);
    memset(&fault.u, 0, sizeof fault.u);
    text_copy(fault.u.rule.id, ID_SIZE, "trunk_lean");
    world_event(world, &fault);
    cr_assert(world_fault_shown(world));
    cr_assert_str_eq(world->fault, text);
    world_tick(world, 5 + WORLD_FAULT_S);
    cr_assert_not(world_fault_shown(world));
}

/* ---- words ---- */

static void check_calm(const char *text)
{
    static const char *const frightening[] = {
        "danger",   "wrong",  "damage", "spasm",      "injur",           "fail",
        "bad form", "must",   "never",  "harm",       "severe",          "error",
        "stop!",    "alarm",  "tear",   "slip",       "crack",           "push through",
        "harder",   "faster", "deeper", "more range", "no pain, no gain"};
    char lower[256];
    text_copy(lower, sizeof lower, text);
    for (char *at = lower; *at; at++) {
        *at = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
    }
    for (size_t i = 0; i < ARRAY_LENGTH(frightening); i++) {
        cr_assert_null(strstr(lower, frightening[i]), "\"%s\" holds \"%s\"", text, frightening[i]);
    }
    cr_assert_null(strchr(text, '!'), "\"%s\" shouts", text);
}

Test(world, no_event_frightens)
{
    char text[WORDS_SIZE];
    int spoken = 0;
    for (int type = 0; type < EVENT_TYPE_COUNT; type++) {
        for (int32_t detail = 0; detail <= 10; detail++) {
            struct event event = {.type = (enum event_type)type};
            switch (event.type) {
            case EVENT_PHASE:
                event.u.phase.phase = (enum phase)(detail % PHASE_COUNT);
                break;
            case EVENT_WARNING:
            case EVENT_FAULT:
                text_copy(event.u.rule.id, ID_SIZE, detail < 5 ? "knee_depth" : "trunk_lean");
                event.u.rule.level = (enum warning_level)(detail % 4);
                break;
            case EVENT_REP:
                event.u.rep.score = 10.0f * (float)detail;
                break;
            case EVENT_TRACKING_LOST:
                event.u.tracking.joints = 3u << detail;
                event.u.tracking.nobody = detail == 10;
                break;
            case EVENT_PAIN_ANSWERED:
                event.u.pain.nrs = detail;
                break;
            case EVENT_SESSION_DONE:
                event.u.done.reason = (enum done_reason)(detail % 4);
                break;
            default:
                break;
            }
            if (words_event(&event, plan, text, sizeof text)) {
                spoken++;
                check_calm(text);
            }
        }
    }
    cr_assert_gt(spoken, 100);
}

Test(world, a_step_outside_the_plan_has_words_too)
{
    char text[WORDS_SIZE];
    struct event event = {.type = EVENT_WARNING, .step = 99};
    event.u.rule.level = WARNING_OVER;
    cr_assert(words_event(&event, plan, text, sizeof text));
    cr_assert_str_eq(text, "Ease off, a little smaller");
    world_event(world, &event);
    cr_assert_not(world->warning.shown);
}

Test(world, what_could_not_be_judged_is_said_so)
{
    char text[WORDS_SIZE];
    struct score_item item = {.seen = false};
    text_copy(item.rule, ID_SIZE, "tempo_move");
    words_item(&plan->step[0], &item, text, sizeof text);
    cr_assert_str_eq(text, "Pace out: not seen");
    text_copy(item.rule, ID_SIZE, "trunk_lean");
    words_item(&plan->step[0], &item, text, sizeof text);
    cr_assert_str_eq(text, "Trunk lean: not seen");
}

Test(world, going_past_the_target_is_never_praised)
{
    char text[WORDS_SIZE];
    struct score_item item = {.seen = true, .points = 5, .value = 70, .limit = 55};
    text_copy(item.rule, ID_SIZE, "range");
    words_item(&plan->step[0], &item, text, sizeof text);
    cr_assert_str_eq(text, "A little smaller is plenty");
    item.value = 20;
    words_item(&plan->step[0], &item, text, sizeof text);
    cr_assert_str_eq(text, "A touch further, only if it is easy");
}
