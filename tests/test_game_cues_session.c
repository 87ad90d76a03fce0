/* What is said in whole sessions of the simulated person: it can be followed with closed eyes, and
 * nobody is talked at. */
#include "spoken_sample.h"

#include "cue_texts.h"
#include "plan/calm.h"
#include "spoken.h"

#include <dirent.h>

/* ---- in every session ---- */

static void no_two_overlap(const struct spoken_list *list, const char *name)
{
    for (int i = 1; i < list->count; i++)
        cr_expect_geq(list->cue[i].start_us, list->end_us[i - 1], "%s: %s over %s", name,
                      list->cue[i].text, list->cue[i - 1].text);
}

static void none_repeats_too_soon(const struct spoken_list *list, const char *name)
{
    for (int i = 0; i < list->count; i++)
        for (int j = i + 1; j < list->count; j++) {
            const struct cue *a = &list->cue[i], *b = &list->cue[j];
            if (a->topic != b->topic || strcmp(a->text, b->text) != 0)
                continue;
            double since_s = (double)(b->start_us - a->start_us) / 1e6;
            cr_expect_geq(since_s, cue_cooldown_s(a->topic), "%s: %s", name, a->text);
        }
}

static void all_is_calm(const struct spoken_list *list, const char *name)
{
    struct calm_found found;
    for (int i = 0; i < list->count; i++)
        cr_expect_not(calm_find(list->cue[i].text, &found), "%s: %s", name, list->cue[i].text);
}

struct told {
    const struct spoken_list *list;
    bool prepared[SPOKEN_MOST];
};

static void tick_off(void *self, const char *text)
{
    struct told *told = self;
    for (int i = 0; i < told->list->count; i++)
        told->prepared[i] = told->prepared[i] || strcmp(told->list->cue[i].text, text) == 0;
}

/* What a plan says was made ahead of time. */
static void all_was_prepared(const struct spoken_list *list, const char *name)
{
    struct told told = {.list = list};
    cue_texts(list->plan, NULL, tick_off, &told);
    for (int i = 0; i < list->count; i++)
        cr_expect(told.prepared[i], "%s: not ahead of time: %s", name, list->cue[i].text);
}

/* ---- each exercise ---- */

static int after(const struct spoken_list *list, int from, enum cue_topic topic, const char *part,
                 const char *name)
{
    int at = spoken_find(list, from, topic, part);
    cr_expect_geq(at, 0, "%s: no %s \"%s\" behind cue %d", name, cue_topic_name(topic),
                  part ? part : "", from);
    return at < 0 ? from : at;
}

/* Its parts are part of one plan: what the ear needs, in the order in which it needs it. */
static void can_be_followed(const struct spoken_list *list, const char *name)
{
    const struct exercise *exercise = &list->plan->step[0];
    char part[CUE_TEXT_SIZE];
    int at = after(list, 0, TOPIC_WELCOME, NULL, name);
    at = after(list, at, TOPIC_NAME, exercise->name, name);
    at = after(list, at, TOPIC_START, exercise->start_cue, name);
    /* The first movement, but for its capital letter. */
    int moved = after(list, at, TOPIC_READY, exercise->move_cue + 1, name);
    int held = after(list, moved, TOPIC_HOLD, exercise->hold_cue, name);
    after(list, held, TOPIC_BACK, exercise->return_cue, name);
    if (exercise->sides == SIDES_EACH) {
        int next = after(list, held, TOPIC_NEXT, "the other side", name);
        spoken_side(exercise, SIDE_RIGHT, part);
        cr_expect_not_null(strstr(list->cue[next].text, part), "%s: %s", name,
                           list->cue[next].text);
        after(list, next, TOPIC_SET, "right side", name);
        spoken_side(exercise, SIDE_LEFT, part);
        cr_expect_not_null(strstr(list->cue[at].text, part), "%s: %s", name, list->cue[at].text);
    }
    after(list, held, TOPIC_SET_DONE, "Rest for", name);
    after(list, held, TOPIC_DONE, "That was your session", name);
}

/* Every hold is begun and ended for the ear: by a tone, and where it is long, by a word. */
static void holds_are_heard(const struct spoken_list *list, const char *name)
{
    int held = 0, back = 0;
    for (int i = 0; i < list->count; i++) {
        held += list->cue[i].topic == TOPIC_HOLD;
        back += list->cue[i].topic == TOPIC_BACK;
    }
    const struct exercise *exercise = &list->plan->step[0];
    cr_expect_geq(list->tones[TONE_REACHED], exercise->dosage.reps, "%s", name);
    cr_expect_geq(list->tones[TONE_HELD], exercise->dosage.reps - 1, "%s", name);
    if (exercise->target.hold_s >= 3) {
        cr_expect_geq(held, exercise->dosage.reps, "%s: %d holds", name, held);
        cr_expect_geq(back, exercise->dosage.reps, "%s: %d ends", name, back);
    }
}

static void hear_exercise(const char *id)
{
    struct plan *plan = spoken_plan(NULL, id);
    plan->step[0].dosage.sets = plan->step[0].sides == SIDES_EACH ? 1 : 2;
    struct performer_options options = performer_options_default();
    options.faulty_set = 0;
    options.turns = true;
    struct spoken_list *list = spoken_session(plan, options);
    can_be_followed(list, id);
    holds_are_heard(list, id);
    no_two_overlap(list, id);
    none_repeats_too_soon(list, id);
    all_is_calm(list, id);
    all_was_prepared(list, id);
    spoken_free(list);
}

Test(cues_session, each_exercise_can_be_followed_by_ear)
{
    DIR *folder = opendir(UNGUARD_SOURCE_DIR "/config/exercises");
    int count = 0;
    cr_assert_not_null(folder);
    for (const struct dirent *entry; (entry = readdir(folder));) {
        char id[ID_SIZE];
        const char *dot = strstr(entry->d_name, ".cfg");
        if (!dot || dot[4] || (size_t)(dot - entry->d_name) >= sizeof id)
            continue;
        text_copy(id, (size_t)(dot - entry->d_name) + 1, entry->d_name);
        hear_exercise(id);
        count++;
    }
    closedir(folder);
    cr_assert_geq(count, 23, "%d", count);
}

/* ---- whole routines, with faults ---- */

/* Never a stream: from the first movement of a set to its end most of the time is quiet. In rests
 * and before a set, where things are explained, it need not be. */
static void more_silence_than_talk(const struct spoken_list *list, const char *name)
{
    int64_t talk_us = 0, all_us = 0, since_us = -1;
    for (int i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cue[i];
        if (since_us >= 0 && cue->topic != TOPIC_SET_DONE && cue->topic != TOPIC_DONE)
            talk_us += list->end_us[i] - cue->start_us;
        if (cue->topic == TOPIC_READY)
            since_us = list->end_us[i];
        if ((cue->topic == TOPIC_SET_DONE || cue->topic == TOPIC_DONE) && since_us >= 0) {
            all_us += cue->start_us - since_us;
            since_us = -1;
        }
    }
    cr_expect_gt(talk_us, 0, "%s", name);
    cr_expect_lt(2 * talk_us, all_us, "%s: %lld s of %lld", name, (long long)(talk_us / 1000000),
                 (long long)(all_us / 1000000));
}

static void hear_routine(const char *name)
{
    struct spoken_list *list = spoken_session(spoken_plan(name, NULL), performer_options_default());
    cr_expect_gt(list->count, 50, "%s", name);
    no_two_overlap(list, name);
    none_repeats_too_soon(list, name);
    all_is_calm(list, name);
    all_was_prepared(list, name);
    for (int step = 0; step < list->plan->step_count; step++)
        after(list, 0, step == 0 ? TOPIC_NAME : TOPIC_NEXT, list->plan->step[step].name, name);
    more_silence_than_talk(list, name);
    spoken_free(list);
}

Test(cues_session, routines_without_overlap_or_nagging)
{
    static const char *const routines[] = {"si_joint_starter", "flare_up_gentle", "core_and_glutes",
                                           "stretch_and_release", "standing_only"};
    for (size_t i = 0; i < ARRAY_LENGTH(routines); i++)
        hear_routine(routines[i]);
}

/* ---- single moments, from events made here ---- */

static struct spoken_list *list;

static void set_up(void)
{
    list = spoken_begin(spoken_plan(NULL, "bridge"));
}

static void tear_down(void)
{
    spoken_free(list);
}

TestSuite(cues_moments, .init = set_up, .fini = tear_down);

static struct event event_at(enum event_type type, double t_s)
{
    struct event event = {.type = type, .t_us = (int64_t)(t_s * 1e6), .set = 1};
    const bool step = type == EVENT_SET_STARTED || type == EVENT_READY ||
                      type == EVENT_STEP_STARTED || type == EVENT_SET_DONE;
    if (step) {
        event.u.step.reps = 6;
        event.u.step.sets = 2;
    }
    return event;
}

static void send(struct event event)
{
    cues_event(list->cues, &event);
    spoken_pass(list, event.t_us);
}

static void pass(double from_s, double to_s)
{
    for (double t_s = from_s; t_s <= to_s; t_s += 0.05)
        spoken_pass(list, (int64_t)(t_s * 1e6));
}

/* A set that is under way at 30 s. */
static void start(void)
{
    send(event_at(EVENT_STEP_STARTED, 0));
    send(event_at(EVENT_SET_STARTED, 0));
    pass(0, 20);
    send(event_at(EVENT_READY, 20));
    pass(20, 29);
    struct event move = event_at(EVENT_PHASE, 30);
    move.u.phase.phase = PHASE_MOVE;
    send(move);
}

static void fault(const char *id, double t_s)
{
    struct event event = event_at(EVENT_FAULT, t_s);
    text_copy(event.u.rule.id, ID_SIZE, id);
    send(event);
    pass(t_s, t_s + 5);
}

static int count_of(enum cue_topic topic)
{
    int count = 0;
    for (int i = 0; i < list->count; i++)
        count += list->cue[i].topic == topic;
    return count;
}

Test(cues_moments, a_fault_is_mentioned_once_in_a_set)
{
    start();
    const char *id = list->plan->step[0].fault[0].id, *other = list->plan->step[0].fault[1].id;
    for (int i = 0; i < 10; i++)
        fault(id, 40 + 40 * i);
    cr_expect_eq(count_of(TOPIC_CORRECTION), 1);
    fault(other, 460);
    cr_expect_eq(count_of(TOPIC_CORRECTION), 2, "another one is another matter");
    send(event_at(EVENT_SET_STARTED, 500));
    pass(500, 520);
    fault(id, 530);
    cr_expect_eq(count_of(TOPIC_CORRECTION), 3, "and in the next set again");
}

static void warn(enum warning_level level, double t_s)
{
    struct event event = event_at(EVENT_WARNING, t_s);
    text_copy(event.u.rule.id, ID_SIZE, list->plan->step[0].limit[0].id);
    event.u.rule.level = level;
    send(event);
}

Test(cues_moments, a_stop_interrupts_a_warning_a_count)
{
    start();
    struct event rep = event_at(EVENT_REP, 40);
    rep.u.rep = (struct rep_result){.index = 3, .score = 90};
    warn(WARNING_OVER, 40);
    send(rep);
    pass(40, 40.3);
    cr_expect_eq(list->cue[list->count - 1].topic, TOPIC_WARNING);
    warn(WARNING_STOP, 40.4);
    cr_expect_eq(list->cue[list->count - 1].topic, TOPIC_STOP);
    cr_expect_eq(list->end_us[list->count - 2], list->cue[list->count - 1].start_us, "cut off");
}

Test(cues_moments, after_a_warning_no_correction_of_the_same_repetition)
{
    start();
    fault(list->plan->step[0].fault[0].id, 40);
    cr_expect_eq(count_of(TOPIC_CORRECTION), 1);
    warn(WARNING_APPROACHING, 50);
    fault(list->plan->step[0].fault[1].id, 50.1);
    pass(50, 60);
    cr_expect_eq(count_of(TOPIC_CORRECTION), 1);
}

Test(cues_moments, that_hurt_ends_every_other_sentence_and_asks)
{
    start();
    warn(WARNING_OVER, 40);
    struct event asked = event_at(EVENT_PAIN_ASKED, 40.5);
    asked.u.pain.kind = ASK_HURT;
    send(asked);
    cr_expect_eq(list->cue[list->count - 1].topic, TOPIC_HALT);
    pass(40.5, 60);
    cr_expect_not_null(strstr(list->cue[list->count - 1].text, "2: back of the pelvis, left"));
    struct event place = event_at(EVENT_PAIN_PLACE, 60);
    send(place);
    pass(60, 75);
    int at = spoken_find(list, 0, TOPIC_QUESTION, "From 0, no pain, to 10");
    cr_expect_geq(at, 0);
    cr_expect_geq(spoken_find(list, at, TOPIC_ANSWER, "Press the number"), 0);
    struct event answered = event_at(EVENT_PAIN_ANSWERED, 75);
    answered.u.pain.nrs = 2;
    send(answered);
    pass(75, 90);
    cr_expect_geq(spoken_find(list, at, TOPIC_HEARD, "Thank you: 2"), 0);
}

Test(cues_moments, a_question_is_asked_once_more_and_then_waits)
{
    start();
    struct event asked = event_at(EVENT_PAIN_ASKED, 40);
    asked.u.pain.kind = ASK_AFTER;
    send(asked);
    pass(40, 400);
    cr_expect_eq(count_of(TOPIC_QUESTION), 2);
}

Test(cues_moments, questions_at_the_start_come_before_the_exercise_is_explained)
{
    struct event asked = event_at(EVENT_PAIN_ASKED, 0);
    asked.u.pain.kind = ASK_BEFORE;
    struct event begun = event_at(EVENT_SET_STARTED, 0);
    cues_event(list->cues, &begun);
    send(asked);
    pass(0, 20);
    cr_expect_eq(count_of(TOPIC_START), 0);
    cr_expect_eq(count_of(TOPIC_QUESTION), 1);
    struct event answered = event_at(EVENT_PAIN_ANSWERED, 20);
    answered.u.pain.kind = ASK_BEFORE;
    send(answered);
    pass(20, 45);
    cr_expect_eq(count_of(TOPIC_START), 1);
    cr_expect_eq(count_of(TOPIC_NAME), 1);
}

Test(cues_moments, a_hold_outside_the_band_is_ended_too)
{
    start();
    struct event hold = event_at(EVENT_PHASE, 32);
    hold.u.phase.phase = PHASE_HOLD;
    send(hold);
    pass(32, 60);
    cr_expect_geq(spoken_find(list, 0, TOPIC_BACK, NULL), 0, "nobody holds on and on");
}

Test(cues_moments, unseen_only_when_it_lasts)
{
    start();
    struct event lost = event_at(EVENT_TRACKING_LOST, 50);
    lost.u.tracking.joints = 1u << JOINT_LEFT_HIP;
    send(lost);
    pass(50, 50.8);
    send(event_at(EVENT_TRACKING_FOUND, 50.9));
    pass(50.9, 60);
    cr_expect_eq(count_of(TOPIC_UNSEEN) + count_of(TOPIC_SEEN), 0, "a flicker");
    lost.t_us = 70000000;
    send(lost);
    pass(70, 75);
    send(event_at(EVENT_TRACKING_FOUND, 75));
    pass(75, 80);
    cr_expect_eq(count_of(TOPIC_UNSEEN), 1);
    cr_expect_eq(count_of(TOPIC_SEEN), 1);
}

Test(cues_moments, the_same_events_say_the_same)
{
    start();
    fault(list->plan->step[0].fault[0].id, 40);
    struct spoken_list *first = list;
    set_up();
    start();
    fault(list->plan->step[0].fault[0].id, 40);
    cr_assert_eq(first->count, list->count);
    for (int i = 0; i < list->count; i++) {
        cr_expect_str_eq(first->cue[i].text, list->cue[i].text);
        cr_expect_eq(first->cue[i].start_us, list->cue[i].start_us);
    }
    spoken_free(first);
}
