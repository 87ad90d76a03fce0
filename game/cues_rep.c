#include "cues_part.h"

#include <string.h>

#define HOLD_SPARE_S  1.5
#define SHORT_COUNT_S 5.5f
#define PRAISE_FROM   75.0f
#define PRAISE_EVERY  3 /* repetitions */

static void say_phase(struct cues *cues, enum cue_topic topic, enum phase phase, bool full)
{
    char text[CUE_TEXT_SIZE];
    spoken_phase(cues_exercise(cues), phase, full, text);
    if (!text[0] && phase == PHASE_RETURN && cues->no_tones)
        text_copy(text, sizeof text, "And back.");
    cues_offer(cues, topic, text);
}

/* The first movement is announced before it is made; one that came sooner is told as it goes. */
static void begin_move(struct cues *cues)
{
    const struct exercise *exercise = cues_exercise(cues);
    bool announced = cues->led_step == cues->world.step;
    cues->back_told = cues->faulty = cues->warned = false;
    if (!announced || exercise->guided)
        say_phase(cues, TOPIC_MOVE, PHASE_MOVE, !announced);
    cues_drop_preparing(cues);
}

static void tell_back(struct cues *cues)
{
    if (cues->back_told)
        return;
    cues->back_told = true;
    cue_drop(&cues->line, TOPIC_SECONDS);
    cue_drop(&cues->line, TOPIC_HOLD);
    say_phase(cues, TOPIC_BACK, PHASE_RETURN, cues->back_step != cues->world.step);
}

void cues_take_phase(struct cues *cues, enum phase phase)
{
    const struct exercise *exercise = cues_exercise(cues);
    if (!exercise)
        return;
    switch (phase) {
    case PHASE_MOVE:
        begin_move(cues);
        break;
    case PHASE_HOLD:
        if (cues->back_told)
            break; /* only wavering on the way back */
        cues_sound(cues, TONE_REACHED);
        cue_drop(&cues->line, TOPIC_MOVE);
        say_phase(cues, TOPIC_HOLD, PHASE_HOLD, cues->hold_step != cues->world.step);
        break;
    case PHASE_RETURN:
        if (exercise->guided && !cues->back_told)
            cues_sound(cues, TONE_HELD);
        tell_back(cues);
        break;
    default:
        break;
    }
}

void cues_take_second(struct cues *cues, const struct event *event)
{
    float held_s = event->u.hold.held_s, target_s = event->u.hold.target_s;
    char text[CUE_TEXT_SIZE];
    const struct exercise *exercise = cues_exercise(cues);
    /* What is led by the clock is held once the clock says so. */
    if (!exercise || cues->back_told || (exercise->guided && cues->world.phase != PHASE_HOLD))
        return;
    if (held_s >= target_s - 0.01f) {
        cues_sound(cues, TONE_HELD);
        tell_back(cues);
        return;
    }
    spoken_second(held_s, target_s, text);
    if (text[0])
        cues_sound(cues, TONE_COUNT);
    /* The seconds of a short hold are known by the third: the tone alone goes on. */
    if (target_s > SHORT_COUNT_S || cues->world.reps < 2)
        cues_offer(cues, TOPIC_SECONDS, text);
}

void cues_take_rep(struct cues *cues, const struct event *event)
{
    const struct rep_result *rep = &event->u.rep;
    char text[CUE_TEXT_SIZE];
    cues_drop_moving(cues);
    cues_sound(cues, TONE_COUNT);
    spoken_rep(&cues->plan->step[cues->world.step], rep->index, cues->world.reps_wanted, text);
    if (!rep->guided || rep->index == cues->world.reps_wanted - 1)
        cues_offer(cues, TOPIC_REP, text); /* otherwise "and again" follows at once */
    if (!cues->tones_told && !cues->no_tones && spoken_by_tone(cues_exercise(cues)))
        cues_offer(cues, TOPIC_TONES, spoken_tones());
    bool good = !rep->guided && !rep->unscored && rep->score >= PRAISE_FROM && !cues->faulty;
    if (good && rep->index % PRAISE_EVERY == 2)
        cues_offer(cues, TOPIC_PRAISE, words_praise(rep->score));
}

void cues_take_fault(struct cues *cues, const struct event *event)
{
    const struct exercise *exercise = cues_exercise(cues);
    char text[WORDS_SIZE];
    cues->faulty = true;
    for (int i = 0; exercise && i < exercise->fault_count; i++) {
        if (strcmp(exercise->fault[i].id, event->u.rule.id) != 0)
            continue;
        if (cues->warned || (cues->fault_said >> i & 1u) ||
            !words_event(event, cues->plan, text, sizeof text))
            return;
        cues->fault_waits = i;
        cues_offer(cues, TOPIC_CORRECTION, text);
    }
}

void cues_take_warning(struct cues *cues, const struct event *event)
{
    enum warning_level level = event->u.rule.level;
    char text[WORDS_SIZE];
    cues->faulty = true;
    words_event(event, cues->plan, text, sizeof text);
    if (level == WARNING_WITHDRAWN) {
        cue_drop(&cues->line, TOPIC_WARNING);
        cues_offer(cues, TOPIC_EASED, text);
        return;
    }
    /* One thing at a time: the warning has said what to do. */
    cues->warned = true;
    cue_drop(&cues->line, TOPIC_EASED);
    cue_drop(&cues->line, TOPIC_CORRECTION);
    cues_offer(cues, level == WARNING_STOP ? TOPIC_STOP : TOPIC_WARNING, text);
}

void cues_take_back_early(struct cues *cues, const struct event *event)
{
    char text[WORDS_SIZE];
    cues_drop_moving(cues);
    words_event(event, cues->plan, text, sizeof text);
    cues_offer(cues, TOPIC_AGAIN, text);
}

/* Outside the target's band no second of a hold counts, and a person who can't see would wait for
 * its end. The way back is told all the same: never is more asked for. */
void cues_watch_hold(struct cues *cues)
{
    const struct world *world = &cues->world;
    const bool holds = world->stage == WORLD_EXERCISE && world->phase == PHASE_HOLD && !cues->waits;
    if (holds && !cues->back_told && !world->lost &&
        world->now_s - world->phase_s > (double)world->hold_target_s + HOLD_SPARE_S)
        tell_back(cues);
}
