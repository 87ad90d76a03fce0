#include "spoken.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SHORT_HOLD_S 2.5f /* a hold up to this is over before a word would be */

#define BRIEF 24 /* letters: as soon said as a word */

static void add(char text[CUE_TEXT_SIZE], const char *format, ...) BASE_PRINTF(2, 3);

static void add(char text[CUE_TEXT_SIZE], const char *format, ...)
{
    size_t used = strlen(text);
    va_list values;
    va_start(values, format);
    vsnprintf(text + used, CUE_TEXT_SIZE - used, format, values);
    va_end(values);
}

static const char *plural(int32_t count)
{
    return count == 1 ? "" : "s";
}

/* A whole sentence: with an end. */
static void add_sentence(char text[CUE_TEXT_SIZE], const char *sentence)
{
    size_t length = strlen(sentence);
    if (length == 0)
        return;
    add(text, "%s%s%s", text[0] ? " " : "", sentence,
        strchr(".!?", sentence[length - 1]) ? "" : ".");
}

/* Within a sentence: "sit back a little, slowly." */
static void add_lowered(char text[CUE_TEXT_SIZE], const char *sentence)
{
    size_t at = strlen(text);
    add(text, "%s", sentence);
    if (text[at] >= 'A' && text[at] <= 'Z' && text[at + 1] >= 'a' && text[at + 1] <= 'z')
        text[at] = (char)(text[at] - 'A' + 'a');
}

void spoken_welcome(const struct plan *plan, char text[CUE_TEXT_SIZE])
{
    bool resumed = plan->start.step > 0 || plan->start.set > 1 || plan->start.reps > 0;
    text[0] = '\0';
    if (resumed)
        add(text, "Welcome back. We go on where you stopped. %s.", plan->name);
    else if (plan->step_count == 1)
        add(text, "Welcome. One exercise today.");
    else
        add(text, "Welcome. %s: %d exercises.", plan->name, plan->step_count);
    add(text, " If something hurts, press H. Space pauses.");
}

void spoken_name(const struct plan *plan, int32_t step, char text[CUE_TEXT_SIZE])
{
    const struct exercise *exercise = &plan->step[step];
    const struct dosage *dosage = &exercise->dosage;
    text[0] = '\0';
    add(text, "%s. ", exercise->name);
    if (dosage->sets == 1)
        add(text, "%d time%s", dosage->reps, plural(dosage->reps));
    else
        add(text, "%d sets of %d", dosage->sets, dosage->reps);
    add(text, "%s", plan_has_two_sides(plan, step) ? " on each side" : "");
    if (exercise->target.hold_s > SHORT_HOLD_S)
        add(text, ", each held for %.0f seconds", (double)exercise->target.hold_s);
    add(text, ".");
}

static const char *side_word(enum body_side side, bool capital)
{
    static const char *const words[][2] = {{"", ""}, {"left", "Left"}, {"right", "Right"}};
    return words[side][capital];
}

/* The exercise's own sentence with its sides named: "{side} leg back, {other} arm forward". */
static void add_named(char text[CUE_TEXT_SIZE], const char *sentence, enum body_side side)
{
    enum body_side other = side == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT;
    add(text, "%s", text[0] ? " " : "");
    for (bool first = true; *sentence; first = false) {
        if (strncmp(sentence, "{side}", 6) == 0) {
            add(text, "%s", side_word(side, first));
            sentence += 6;
        } else if (strncmp(sentence, "{other}", 7) == 0) {
            add(text, "%s", side_word(other, first));
            sentence += 7;
        } else {
            add(text, "%c", *sentence++);
        }
    }
}

void spoken_side(const struct exercise *exercise, enum body_side side, char text[CUE_TEXT_SIZE])
{
    text[0] = '\0';
    if (side == SIDE_NONE)
        return;
    if (exercise->side_cue[0])
        add_named(text, exercise->side_cue, side);
    else
        add(text, "%s side.", side_word(side, true));
}

void spoken_start(const struct exercise *exercise, enum body_side side, char text[CUE_TEXT_SIZE])
{
    char which[CUE_TEXT_SIZE];
    text[0] = '\0';
    spoken_side(exercise, side, which);
    add_sentence(text, exercise->start_cue[0] ? exercise->start_cue
                                              : "Get into position, in your own time");
    add_sentence(text, which);
}

void spoken_ready(const struct exercise *exercise, bool told, char text[CUE_TEXT_SIZE])
{
    text[0] = '\0';
    if (told) {
        add(text, "Ready when you are.");
        return;
    }
    add(text, exercise->guided ? "Follow me: " : "When you are ready: ");
    add_lowered(text, words_phase(exercise, PHASE_MOVE));
}

const char *spoken_tones(void)
{
    return "From here on two tones say stay there, and three say come back.";
}

bool spoken_by_tone(const struct exercise *exercise)
{
    return !exercise->guided && exercise->target.hold_s <= SHORT_HOLD_S;
}

static const char *short_word(const struct exercise *exercise, enum phase phase)
{
    bool held = exercise->target.hold_s > SHORT_HOLD_S;
    switch (phase) {
    case PHASE_MOVE:
        return exercise->guided ? "And again." : "";
    case PHASE_HOLD:
        return held ? "Hold." : "";
    case PHASE_RETURN:
        if (spoken_by_tone(exercise))
            return "";
        return strlen(exercise->return_cue) <= BRIEF ? exercise->return_cue : "And back.";
    default:
        return "";
    }
}

void spoken_phase(const struct exercise *exercise, enum phase phase, bool full,
                  char text[CUE_TEXT_SIZE])
{
    text_copy(text, CUE_TEXT_SIZE,
              full ? words_phase(exercise, phase) : short_word(exercise, phase));
}

void spoken_second(float held_s, float target_s, char text[CUE_TEXT_SIZE])
{
    int held = (int)(held_s + 0.5f);
    int step = target_s <= 5.5f ? 1 : target_s < 30 ? 5 : 10;
    text[0] = '\0';
    if (held > 1 && held % step == 0 && held_s < target_s - 0.5f)
        add(text, step == 1 ? "%d" : "%d seconds", held);
}

void spoken_rep(const struct exercise *exercise, int32_t rep, int32_t wanted,
                char text[CUE_TEXT_SIZE])
{
    bool counts = exercise->target.hold_s > SHORT_HOLD_S; /* seconds are counted too */
    text[0] = '\0';
    add(text, counts ? "That's %d." : "%d.", (int)rep);
    add(text, "%s", rep == wanted - 1 ? " One more." : "");
}

void spoken_rest(int32_t reps, int32_t wanted, bool step_done, float rest_s,
                 char text[CUE_TEXT_SIZE])
{
    text[0] = '\0';
    if (reps >= wanted)
        add(text, "%d. That's %s done. ", (int)reps, step_done ? "this exercise" : "the set");
    add(text, "Rest for %.0f seconds.", (double)rest_s);
}

const char *spoken_rest_ends(void)
{
    return "Ten seconds more.";
}

void spoken_next(const struct plan *plan, int32_t step, int32_t next_step, int32_t set,
                 enum body_side side, char text[CUE_TEXT_SIZE])
{
    const struct exercise *exercise = &plan->step[next_step];
    char more[CUE_TEXT_SIZE];
    text[0] = '\0';
    if (next_step != step) {
        spoken_name(plan, next_step, more);
        add(text, "Next: %s", more);
        return;
    }
    if (side != SIDE_NONE && side != plan_first_side(plan, step)) {
        add(text, "Next: the other side.");
        spoken_side(exercise, side, more);
        add_sentence(text, more);
        return;
    }
    add(text, "Next: set %d of %d", (int)set, exercise->dosage.sets);
    add(text, side != SIDE_NONE ? ", %s side again." : ".", side_word(side, false));
}

void spoken_set(const struct plan *plan, int32_t step, int32_t set, enum body_side side,
                char text[CUE_TEXT_SIZE])
{
    const int sets = plan->step[step].dosage.sets;
    text[0] = '\0';
    add(text, "On we go");
    if (sets > 1)
        add(text, ": set %d of %d", (int)set, sets);
    if (side != SIDE_NONE)
        add(text, ", %s side", side_word(side, false));
    add(text, sets > 1 || side != SIDE_NONE ? "." : ", gently.");
}

/* ---- questions ---- */

void spoken_question(enum ask_kind kind, char text[CUE_TEXT_SIZE])
{
    text[0] = '\0';
    add(text, "%s From 0, %s, to 10, %s.", words_question(kind),
        kind == ASK_EFFORT ? words_effort(0) : words_pain(0),
        kind == ASK_EFFORT ? words_effort(10) : words_pain(10));
}

const char *spoken_answer(void)
{
    return "Press the number, then Enter. S, if you would rather not say.";
}

void spoken_places(char text[CUE_TEXT_SIZE])
{
    text_copy(text, CUE_TEXT_SIZE, "Where is it? ");
    for (int place = 0; place < PLACE_COUNT; place++)
        add(text, "%d: %s. ", place + 1, words_place((enum pain_place)place));
    add(text, "Then Enter.");
}

const char *spoken_yes_no(void)
{
    return "Left arrow for no, right arrow for yes, then Enter.";
}

const struct red_flag *spoken_flag(const struct safety_rules *rules, const char *id)
{
    for (int i = 0; rules && i < rules->flag_count; i++)
        if (strcmp(rules->flag[i].id, id) == 0)
            return &rules->flag[i];
    return NULL;
}
