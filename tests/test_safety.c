/* Pain has the last word: each line of the policy, each red flag, the questions of a session, and
 * that all of it replays. */
#include "coach/coach.h"
#include "plan/cfg.h"
#include "plan/limits.h"
#include "plan/progress.h"
#include "sample.h"
#include "session/chance.h"

#include <criterion/criterion.h>
#include <unistd.h>

/* A person who squats, and a coach that asks. */
struct room {
    struct coach *coach;
    struct plan *plan;
    int64_t t_us;
    uint64_t seed;
    int count[EVENT_TYPE_COUNT];
    struct event last[EVENT_TYPE_COUNT];
    char order[64][24]; /* names of what was asked, answered and decided, in order */
    int order_count;
};

static void hear(struct room *room, const struct event *events, int count)
{
    for (int i = 0; i < count; i++) {
        enum event_type type = events[i].type;
        room->count[type]++;
        room->last[type] = events[i];
        bool asks = type == EVENT_PAIN_ASKED;
        if ((asks || type == EVENT_EFFORT_ASKED || type == EVENT_SCREENING_ASKED ||
             type == EVENT_SESSION_DONE) &&
            room->order_count < (int)ARRAY_LENGTH(room->order))
            text_copy(room->order[room->order_count++], sizeof room->order[0],
                      asks ? ask_kind_name(events[i].u.pain.kind) : event_name(type));
    }
}

static struct room open_room(struct plan_questions ask)
{
    struct room room = {.plan = sample_plan(), .seed = 9, .coach = malloc(sizeof *room.coach)};
    if (!room.coach)
        abort();
    room.plan->ask = ask;
    coach_init(room.coach, room.plan);
    return room;
}

static void close_room(struct room *room)
{
    free(room->coach);
    free(room->plan);
}

static void move(struct room *room, double seconds)
{
    static struct event events[COACH_MAX_EVENTS];
    for (int i = 0; i < (int)(seconds * 30 + 0.5); i++) {
        room->t_us += 33333;
        double knee = sample_squat_knee((double)room->t_us / 1e6, 58);
        struct input input = {.t_us = room->t_us, .type = INPUT_POSE};
        input.u.pose = pose_quantize(sample_squat_pose(room->t_us, knee, 0.0005, &room->seed));
        hear(room, events, coach_step(room->coach, &input, events));
    }
}

static void act(struct room *room, enum action_type type, int value)
{
    static struct event events[COACH_MAX_EVENTS];
    struct input input = {.t_us = room->t_us, .type = INPUT_ACTION, .u.action = {type, value}};
    hear(room, events, coach_step(room->coach, &input, events));
}

/* ---- the pain policy ---- */

/* CLINICAL section 3, a line each: 0-2 continue; 3-5, or a rise of 2, reduce; above 5, or sharp, or
 * down the leg, stop; strict: any pain stops. first -1: this is the first answer. */
static const struct {
    enum pain_policy policy;
    int first, nrs;
    enum safety_decision decision;
    enum safety_rule rule;
    int value, limit;
} policy[] = {
    {PAIN_MONITOR, -1, 0, SAFETY_GO_ON, RULE_PAIN_LITTLE, 0, 2},
    {PAIN_MONITOR, -1, 1, SAFETY_GO_ON, RULE_PAIN_LITTLE, 1, 2},
    {PAIN_MONITOR, -1, 2, SAFETY_GO_ON, RULE_PAIN_LITTLE, 2, 2},
    {PAIN_MONITOR, -1, 3, SAFETY_EASE, RULE_PAIN_SOME, 3, 2},
    {PAIN_MONITOR, -1, 4, SAFETY_EASE, RULE_PAIN_SOME, 4, 2},
    {PAIN_MONITOR, -1, 5, SAFETY_EASE, RULE_PAIN_SOME, 5, 2},
    {PAIN_MONITOR, -1, 6, SAFETY_STOP, RULE_PAIN_HIGH, 6, 5},
    {PAIN_MONITOR, -1, 7, SAFETY_STOP, RULE_PAIN_HIGH, 7, 5},
    {PAIN_MONITOR, -1, 8, SAFETY_STOP, RULE_PAIN_HIGH, 8, 5},
    {PAIN_MONITOR, -1, 9, SAFETY_STOP, RULE_PAIN_HIGH, 9, 5},
    {PAIN_MONITOR, -1, 10, SAFETY_STOP, RULE_PAIN_HIGH, 10, 5},
    {PAIN_MONITOR, 0, 1, SAFETY_GO_ON, RULE_PAIN_LITTLE, 1, 2},
    {PAIN_MONITOR, 0, 2, SAFETY_EASE, RULE_PAIN_RISE, 2, 2},
    {PAIN_MONITOR, 1, 2, SAFETY_GO_ON, RULE_PAIN_LITTLE, 2, 2},
    {PAIN_MONITOR, 2, 0, SAFETY_GO_ON, RULE_PAIN_LITTLE, 0, 2},
    {PAIN_MONITOR, 4, 4, SAFETY_EASE, RULE_PAIN_SOME, 4, 2},
    {PAIN_MONITOR, 5, 6, SAFETY_STOP, RULE_PAIN_HIGH, 6, 5},
    {PAIN_STRICT, -1, 0, SAFETY_GO_ON, RULE_PAIN_LITTLE, 0, 2},
    {PAIN_STRICT, -1, 1, SAFETY_STOP, RULE_PAIN_STRICT, 1, 0},
    {PAIN_STRICT, 1, 1, SAFETY_STOP, RULE_PAIN_STRICT, 1, 0},
    {PAIN_STRICT, -1, 10, SAFETY_STOP, RULE_PAIN_STRICT, 10, 0},
};

Test(safety, each_line_of_the_pain_policy)
{
    for (size_t i = 0; i < ARRAY_LENGTH(policy); i++) {
        struct safety_verdict verdict = safety_of_pain(policy[i].policy, (struct pain_rules){0},
                                                       policy[i].first, policy[i].nrs);
        cr_expect_eq(verdict.decision, policy[i].decision, "%zu", i);
        cr_expect_eq(verdict.rule, policy[i].rule, "%zu", i);
        cr_expect_eq(verdict.value, policy[i].value, "%zu", i);
        cr_expect_eq(verdict.limit, policy[i].limit, "%zu", i);
    }
}

/* The same through the coach, asked before: what it does, and the event that says why. */
Test(safety, each_answer_does_what_the_policy_says)
{
    for (size_t i = 0; i < ARRAY_LENGTH(policy); i++) {
        struct room room = open_room((struct plan_questions){.before = policy[i].first >= 0});
        room.plan->profile.pain_policy = policy[i].policy;
        coach_init(room.coach, room.plan);
        move(&room, 1);
        if (policy[i].first >= 0)
            act(&room, ACTION_PAIN_ANSWER, policy[i].first);
        bool over = room.count[EVENT_SESSION_DONE] > 0; /* strict, and the first answer hurt */
        int eased = room.count[EVENT_EASED];
        act(&room, ACTION_THAT_HURT, 0);
        act(&room, ACTION_PAIN_ANSWER, policy[i].nrs);
        const struct event *told = &room.last[EVENT_DECISION];
        if (over)
            cr_expect_eq(policy[i].decision, SAFETY_STOP, "%zu", i);
        cr_expect_eq(room.count[EVENT_SESSION_DONE], policy[i].decision == SAFETY_STOP, "%zu", i);
        cr_expect_eq(room.count[EVENT_EASED] - eased, policy[i].decision == SAFETY_EASE, "%zu", i);
        cr_expect_eq(told->u.decision.decision, policy[i].decision, "%zu", i);
        cr_expect_eq(told->u.decision.rule, policy[i].rule, "%zu", i);
        if (policy[i].decision == SAFETY_STOP)
            cr_expect_eq(room.last[EVENT_SESSION_DONE].u.done.reason, DONE_PAIN, "%zu", i);
        close_room(&room);
    }
}

/* Whatever was answered before, whatever the stage: these end it. */
Test(safety, sharp_pain_and_pain_down_the_leg_end_the_session)
{
    for (int place = 0; place < PLACE_COUNT; place++) {
        struct room room = open_room((struct plan_questions){false});
        move(&room, 3);
        act(&room, ACTION_THAT_HURT, 0);
        act(&room, ACTION_PAIN_PLACE, place);
        bool leg = place == PLACE_DOWN_THE_LEG;
        cr_expect_eq(room.count[EVENT_PAIN_PLACE], 1);
        cr_expect_eq((int)room.last[EVENT_PAIN_PLACE].u.place.place, place);
        cr_expect_eq(room.count[EVENT_SESSION_DONE], leg, "%d", place);
        if (!leg) {
            act(&room, ACTION_PAIN_SHARP, 0);
            cr_expect_eq(room.last[EVENT_DECISION].u.decision.rule, RULE_PAIN_SHARP);
        } else {
            cr_expect_eq(room.last[EVENT_DECISION].u.decision.rule, RULE_PAIN_LEG);
        }
        cr_expect_eq(room.last[EVENT_SESSION_DONE].u.done.reason, DONE_PAIN);
        close_room(&room);
    }
}

/* Easing leaves 50 to 75 % of every number of repetitions that has such a share, never none. */
Test(safety, easing_takes_a_quarter_to_a_half)
{
    for (int reps = 1; reps <= LIMIT_REPS; reps++) {
        for (int step = 0; step <= 10; step++) {
            struct room room = open_room((struct plan_questions){false});
            room.plan->step[0].dosage.reps = reps;
            room.plan->pain = pain_rules_default();
            room.plan->pain.eased_to = 0.4f + 0.05f * (float)step; /* also outside the caps */
            coach_init(room.coach, room.plan);
            move(&room, 0.1);
            act(&room, ACTION_PAIN_ANSWER, 4);
            int left = room.last[EVENT_EASED].u.pain.reps;
            cr_expect_leq(4 * left, reps == 1 ? 4 : 3 * reps, "%d of %d", left, reps);
            cr_expect_geq(left, 1);
            if (reps == 2 || reps > 3)
                cr_expect_geq(2 * left + 1, reps, "%d of %d", left, reps);
            close_room(&room);
        }
    }
}

/* No config makes it laxer than the caps: 200,000 of them, drawn far beyond what a file may say. */
Test(safety, no_config_talks_it_past_pain)
{
    struct chance chance = chance_seeded(11);
    for (int i = 0; i < 200000; i++) {
        struct pain_rules rules = {
            (int32_t)chance_between(&chance, -20, 20), (int32_t)chance_between(&chance, -20, 20),
            (int32_t)chance_between(&chance, -20, 20), (float)chance_between(&chance, -2, 3)};
        enum pain_policy strictness = (enum pain_policy)(chance_bits(&chance) & 1);
        int first = (int)chance_between(&chance, -1, 11), nrs = (int)chance_between(&chance, 0, 11);
        struct safety_verdict verdict = safety_of_pain(strictness, rules, first, nrs);
        struct safety_verdict usual = safety_of_pain(strictness, pain_rules_default(), first, nrs);
        cr_assert_geq(verdict.decision, usual.decision, "%d after %d", nrs, first);
        cr_assert(nrs <= LIMIT_PAIN_STOP || verdict.decision == SAFETY_STOP);
        float left = pain_rules_capped(rules).eased_to;
        cr_assert(left >= LIMIT_EASED_LEAST && left <= LIMIT_EASED_MOST);
    }
}

/* ---- the questions of a session ---- */

static void expect_order(const struct room *room, const char *const *names)
{
    int i = 0;
    for (; names[i]; i++) {
        cr_assert(i < room->order_count, "%s did not come", names[i]);
        cr_expect_str_eq(room->order[i], names[i], "%d: %s", i, room->order[i]);
    }
    cr_expect_eq(room->order_count, i, "then %s", i < room->order_count ? room->order[i] : "");
}

/* Two sets of three squats with a rest between, everything asked and answered. */
Test(safety, everything_is_asked_in_its_place)
{
    struct room room = open_room((struct plan_questions){true, 1, true, true, true, true});
    move(&room, 8);
    cr_expect_eq(room.count[EVENT_REP], 0, "it waits for the answers");
    act(&room, ACTION_PAIN_ANSWER, 1); /* the next day: no more than before */
    act(&room, ACTION_PAIN_ANSWER, 1); /* before */
    cr_expect_eq(room.last[EVENT_PAIN_ANSWERED].u.pain.kind, ASK_BEFORE);
    move(&room, 24);
    cr_expect_eq(room.count[EVENT_REST_STARTED], 1);
    act(&room, ACTION_PAIN_ANSWER, 2);
    cr_expect_eq(room.last[EVENT_PAIN_ANSWERED].u.pain.kind, ASK_BETWEEN);
    cr_expect_eq(room.count[EVENT_REST_ENDED], 0, "the rest goes on");
    move(&room, 40);
    cr_expect_eq(room.count[EVENT_STEP_DONE], 1);
    cr_expect_eq(room.count[EVENT_SESSION_DONE], 0, "the last questions are open");
    act(&room, ACTION_EFFORT_ANSWER, 4);
    cr_expect_eq(room.last[EVENT_EFFORT_ANSWERED].u.effort.cr10, 4);
    act(&room, ACTION_PAIN_ANSWER, 1);
    cr_expect_eq(room.last[EVENT_SESSION_DONE].u.done.reason, DONE_COMPLETED);
    expect_order(&room, (const char *const[]){"next_day", "before", "between", "effort_asked",
                                              "after", "session_done", NULL});
    close_room(&room);
}

/* A rest is no longer for being asked in it, and a person may rather not say. */
Test(safety, nobody_has_to_answer)
{
    struct room room = open_room((struct plan_questions){true, 1, true, true, true, true});
    move(&room, 0.1);
    act(&room, ACTION_SKIP, 0);
    act(&room, ACTION_SKIP, 0);
    cr_expect_eq(room.count[EVENT_ANSWER_SKIPPED], 2);
    move(&room, 70);
    cr_expect_eq(room.count[EVENT_REST_ENDED], 1);
    double rest_s =
        (double)(room.last[EVENT_REST_ENDED].t_us - room.last[EVENT_REST_STARTED].t_us) * 1e-6;
    cr_expect_float_eq(rest_s, 10.0, 0.04);
    act(&room, ACTION_SKIP, 0);
    act(&room, ACTION_SKIP, 0);
    cr_expect_eq(room.count[EVENT_SESSION_DONE], 1);
    cr_expect_eq(room.count[EVENT_PAIN_ANSWERED], 0);
    cr_expect_eq(room.count[EVENT_DECISION], 0);
    close_room(&room);
}

Test(safety, what_hurt_needs_its_answer)
{
    struct room room = open_room((struct plan_questions){false});
    move(&room, 3);
    act(&room, ACTION_THAT_HURT, 0);
    act(&room, ACTION_SKIP, 0);
    act(&room, ACTION_GO_ON, 0);
    move(&room, 8);
    cr_expect_eq(room.count[EVENT_ANSWER_SKIPPED], 0);
    cr_expect_eq(room.count[EVENT_REP], 0);
    close_room(&room);
}

/* A rise of two over the session's first answer eases, also within the band that goes on. */
Test(safety, a_rise_between_sets_eases_what_is_left)
{
    struct room room = open_room((struct plan_questions){.before = true, .between = true});
    move(&room, 0.1);
    act(&room, ACTION_PAIN_ANSWER, 0);
    move(&room, 26);
    cr_assert_eq(room.count[EVENT_REST_STARTED], 1);
    act(&room, ACTION_PAIN_ANSWER, 2);
    cr_expect_eq(room.last[EVENT_DECISION].u.decision.rule, RULE_PAIN_RISE);
    cr_expect_eq(room.last[EVENT_EASED].u.pain.reps, 2, "of three");
    move(&room, 40);
    cr_expect_eq(room.count[EVENT_REP], 5);
    close_room(&room);
}

Test(safety, a_worse_morning_after_eases_from_the_start)
{
    struct room room = open_room((struct plan_questions){.next_day = true, .next_day_limit = 1});
    move(&room, 0.1);
    act(&room, ACTION_PAIN_ANSWER, 2);
    cr_expect_eq(room.last[EVENT_DECISION].u.decision.rule, RULE_NEXT_DAY);
    cr_expect_eq(room.last[EVENT_DECISION].u.decision.limit, 1);
    cr_expect_eq(room.last[EVENT_EASED].u.pain.reps, 2);
    close_room(&room);
}

/* All done, and it hurts a lot: that is what the session ended with. */
Test(safety, pain_after_the_last_set_is_what_counts)
{
    struct room room = open_room((struct plan_questions){.after = true});
    move(&room, 70);
    cr_expect_eq(room.count[EVENT_STEP_DONE], 1);
    act(&room, ACTION_PAIN_ANSWER, 7);
    cr_expect_eq(room.last[EVENT_SESSION_DONE].u.done.reason, DONE_PAIN);
    close_room(&room);
}

Test(safety, a_source_that_ends_at_the_last_question_has_completed)
{
    static struct event events[COACH_MAX_EVENTS];
    struct room room = open_room((struct plan_questions){.after = true});
    move(&room, 70);
    hear(&room, events, coach_finish(room.coach, events));
    cr_expect_eq(room.last[EVENT_SESSION_DONE].u.done.reason, DONE_COMPLETED);
    close_room(&room);
}

/* ---- red flags ---- */

static struct safety_rules *shipped_rules(void)
{
    struct safety_rules *rules = malloc(sizeof *rules);
    struct error err = {""};
    cr_assert_not_null(rules);
    cr_assert(safety_rules_load(UNGUARD_SOURCE_DIR "/config/safety.cfg", rules, &err), "%s",
              err.text);
    return rules;
}

/* Every red flag of CLINICAL section 3. */
static const struct {
    const char *id;
    enum flag_group group;
} flags[] = {
    {"saddle_numbness", FLAG_EMERGENCY},
    {"bladder", FLAG_EMERGENCY},
    {"bowel", FLAG_EMERGENCY},
    {"leg_weakness", FLAG_EMERGENCY},
    {"both_legs_pain", FLAG_EMERGENCY},
    {"chest_pain", FLAG_EMERGENCY},
    {"pulsing_belly", FLAG_EMERGENCY},
    {"fainting", FLAG_URGENT},
    {"major_fall", FLAG_URGENT},
    {"minor_fall", FLAG_URGENT},
    {"cancer", FLAG_URGENT},
    {"weight_loss", FLAG_URGENT},
    {"night_pain", FLAG_URGENT},
    {"fever", FLAG_URGENT},
    {"infection", FLAG_URGENT},
    {"injected_drugs", FLAG_URGENT},
    {"immunity", FLAG_URGENT},
    {"new_pain_age", FLAG_URGENT},
    {"pregnancy", FLAG_GENERAL},
    {"surgery", FLAG_GENERAL},
    {"morning_stiffness", FLAG_GENERAL},
};

/* Each of them, answered yes after noes to all before it, ends the session there; and the next plan
 * refers, in that question's own words. */
Test(safety, every_red_flag_blocks_and_refers)
{
    struct safety_rules *rules = shipped_rules();
    struct past *past = calloc(1, sizeof *past);
    cr_assert_eq(rules->flag_count, (int)ARRAY_LENGTH(flags));
    for (int i = 0; i < rules->flag_count; i++) {
        cr_expect_str_eq(rules->flag[i].id, flags[i].id);
        cr_expect_eq(rules->flag[i].group, flags[i].group, "%s", flags[i].id);
        cr_expect(rules->flag[i].question[0] && rules->flag[i].meaning[0] &&
                  rules->flag[i].action[0] && rules->flag[i].source[0]);
        struct room room = open_room((struct plan_questions){false});
        progress_ask(room.plan, rules, past, 1000);
        coach_init(room.coach, room.plan);
        move(&room, 0.1);
        for (int before = 0; before < i; before++)
            act(&room, ACTION_SCREENING_ANSWER, 2 * before);
        cr_expect_eq(room.last[EVENT_SCREENING_ASKED].u.screening.flag, i);
        act(&room, ACTION_PAIN_ANSWER, 0);
        act(&room, ACTION_SKIP, 0);
        act(&room, ACTION_GO_ON, 0);
        act(&room, ACTION_THAT_HURT, 0);
        act(&room, ACTION_SCREENING_ANSWER, 2 * ((i + 1) % rules->flag_count)); /* another's */
        move(&room, 8);
        cr_expect_eq(room.count[EVENT_READY], 0, "nothing goes on without the answer");
        act(&room, ACTION_SCREENING_ANSWER, 2 * i + 1);
        cr_expect_eq(room.last[EVENT_SESSION_DONE].u.done.reason, DONE_RED_FLAG, "%s", flags[i].id);
        cr_expect_eq(room.last[EVENT_DECISION].u.decision.rule, RULE_RED_FLAG);
        cr_expect_eq(room.count[EVENT_REP], 0);
        close_room(&room);
    }
    free(past);
    free(rules);
}

static const struct exercise *find_squat(void *self, const char *id)
{
    return strcmp(id, "sample_squat") == 0 ? self : NULL;
}

Test(safety, a_flag_answered_yes_refers_in_its_own_words)
{
    struct safety_rules *rules = shipped_rules();
    struct past *past = calloc(1, sizeof *past);
    struct plan *plan = calloc(1, sizeof *plan);
    struct progress progress;
    struct exercise squat = sample_squat();
    struct routine routine = routine_of_exercise("sample_squat", "Squat");
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    for (int i = 0; i < rules->flag_count; i++) {
        past->screened = true;
        text_copy(past->red_flag, ID_SIZE, rules->flag[i].id);
        struct progress_input input = {
            &routine, {find_squat, &squat}, &profile, &settings, rules, past, 1000};
        cr_assert(progress_plan(&input, plan, &progress, NULL));
        cr_expect_eq(progress.verdict, PROGRESS_REFER);
        cr_expect_eq(plan->step_count, 0);
        cr_assert_eq(progress.note_count, 1);
        cr_expect_str_eq(progress.note[0].text, rules->flag[i].action);
        cr_expect(progress_screening_due(rules, past, 1000), "it may be answered anew");
    }
    free(plan);
    free(past);
    free(rules);
}

Test(safety, noes_lead_on_to_the_exercise)
{
    struct safety_rules *rules = shipped_rules();
    struct past *past = calloc(1, sizeof *past);
    struct room room = open_room((struct plan_questions){false});
    progress_ask(room.plan, rules, past, 1000);
    coach_init(room.coach, room.plan);
    move(&room, 0.1);
    for (int i = 0; i < rules->flag_count; i++)
        act(&room, ACTION_SCREENING_ANSWER, 2 * i);
    cr_expect_eq(room.count[EVENT_SCREENING_ANSWERED], rules->flag_count);
    cr_expect_eq(room.last[EVENT_PAIN_ASKED].u.pain.kind, ASK_BEFORE);
    act(&room, ACTION_PAIN_ANSWER, 0);
    move(&room, 10);
    cr_expect_geq(room.count[EVENT_REP], 1);
    close_room(&room);
    free(past);
    free(rules);
}

/* The defaults in code are the figures of the shipped file. */
Test(safety, the_shipped_figures_are_the_defaults)
{
    struct safety_rules *rules = shipped_rules(), usual = safety_rules_default();
    cr_expect_eq(rules->pain.go_on, usual.pain.go_on);
    cr_expect_eq(rules->pain.stop_above, usual.pain.stop_above);
    cr_expect_eq(rules->pain.rise, usual.pain.rise);
    cr_expect_eq(rules->pain.eased_to, usual.pain.eased_to);
    cr_expect_eq(rules->strength_rest_h, usual.strength_rest_h);
    cr_expect_eq(rules->screen_days, usual.screen_days);
    cr_expect_eq(rules->regress.form_below, usual.regress.form_below);
    cr_expect_eq(rules->regress.absence_days, usual.regress.absence_days);
    cr_expect_eq(rules->regress.share, usual.regress.share);
    cr_expect_eq(rules->regress.rest_h, usual.regress.rest_h);
    cr_expect_eq(rules->regress.contact_days, usual.regress.contact_days);
    cr_expect_eq(rules->progress.sessions, usual.progress.sessions);
    cr_expect_eq(rules->progress.share, usual.progress.share);
    cr_expect_eq(rules->progress.ceiling_share, usual.progress.ceiling_share);
    cr_expect_eq(rules->progress.at_once, usual.progress.at_once);
    free(rules);
}

/* ---- replay ---- */

/* A session with every new action, and many random ones, replays to the same events and hash. */
struct actor {
    struct chance chance;
    uint64_t seed;
    int frame;
};

static enum pull actor_next(void *self, struct input *out, struct error *err)
{
    struct actor *actor = self;
    (void)err;
    if (actor->frame >= 3000)
        return PULL_END;
    int64_t t_us = (int64_t)++actor->frame * 33333;
    *out = (struct input){.t_us = t_us, .type = INPUT_POSE};
    out->u.pose =
        sample_squat_pose(t_us, sample_squat_knee((double)t_us / 1e6, 58), 0.0005, &actor->seed);
    return PULL_INPUT;
}

/* What a person might press now: mostly what answers, seldom what ends it. */
static struct action pressed(struct actor *actor, const struct coach *coach)
{
    int value = (int)(chance_uniform(&actor->chance) * 5);
    int kind = (int)(chance_uniform(&actor->chance) * 40);
    if (coach->screened < coach->plan.flag_count)
        return (struct action){ACTION_SCREENING_ANSWER, 2 * coach->screened + (kind < 3)};
    if (coach->effort_open && kind < 20)
        return (struct action){ACTION_EFFORT_ANSWER, value};
    if (kind < 20)
        return (struct action){ACTION_PAIN_ANSWER, value};
    if (kind < 24)
        return (struct action){ACTION_PAIN_PLACE, value};
    if (kind < 30)
        return (struct action){ACTION_SKIP, 0};
    if (kind == 30)
        return (struct action){ACTION_PAIN_SHARP, 0};
    return (struct action){kind < 36 ? ACTION_GO_ON : ACTION_THAT_HURT, 0};
}

static struct plan *asking_plan(void)
{
    struct plan *plan = sample_plan();
    plan->ask = (struct plan_questions){true, 1, true, true, true, true};
    plan->flag_count = 2;
    text_copy(plan->flag[0].id, ID_SIZE, "fever");
    text_copy(plan->flag[1].id, ID_SIZE, "bladder");
    plan->pain = (struct pain_rules){1, 4, 1, 0.5f};
    plan->change_count = 1;
    plan->change[0] = (struct plan_change){
        "sample_squat", 0,    SIDE_NONE,        VARIABLE_REPS,      4, 3, "pain",
        3.0f,           2.0f, "there was pain", "made for the test"};
    return plan;
}

Test(safety, every_answer_replays)
{
    int counts[EVENT_TYPE_COUNT] = {0}, reasons[5] = {0};
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct plan *plan = asking_plan();
        struct actor actor = {chance_seeded(seed), seed, 0};
        struct transcript live = {.plan = plan}, again;
        struct recording_header header = {"0.1.0", "test", "-", 0};
        struct error err = {""};
        char path[64];
        snprintf(path, sizeof path, "/tmp/unguard_safety_%d_%d.rec", (int)getpid(), (int)seed);
        struct recorder *recorder = recorder_open(path, &header, plan, &err);
        cr_assert_not_null(recorder, "%s", err.text);
        struct session *session =
            session_create(plan, (struct input_source){actor_next, &actor}, recorder);
        session_add_sink(session, (struct sink){transcript_event, &live});
        while (session_step(session, NULL) == PULL_INPUT)
            if (chance_uniform(&actor.chance) < 0.02)
                session_act(session, pressed(&actor, session_coach(session)));
        char hash[32];
        snprintf(hash, sizeof hash, "hash %016llx\n",
                 (unsigned long long)coach_hash(session_coach(session)));
        transcript_add(&live, hash, strlen(hash));
        session_free(session);
        cr_assert(recorder_close(recorder, &err));
        cr_assert(transcript_of_file(path, &again, &err), "%s", err.text);
        cr_assert_str_eq(live.text, again.text);
        for (int type = 0; type < EVENT_TYPE_COUNT; type++)
            counts[type] += strstr(live.text, event_name((enum event_type)type)) != NULL;
        for (int reason = 0; reason < 5; reason++) {
            char line[40];
            snprintf(line, sizeof line, "session_done %s\n",
                     done_reason_name((enum done_reason)reason));
            reasons[reason] += strstr(live.text, line) != NULL;
        }
        unlink(path);
        free(live.text);
        free(again.text);
        free(plan);
    }
    for (int type = EVENT_CHANGE; type <= EVENT_DECISION; type++)
        cr_expect(counts[type] > 0, "%s never came", event_name((enum event_type)type));
    cr_expect(reasons[DONE_COMPLETED] > 0 && reasons[DONE_PAIN] > 0 && reasons[DONE_RED_FLAG] > 0,
              "%d %d %d", reasons[DONE_COMPLETED], reasons[DONE_PAIN], reasons[DONE_RED_FLAG]);
}
