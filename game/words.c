#include "words.h"

#include <stdio.h>
#include <string.h>

/* ---- parts of the body ---- */

static const struct {
    const char *name;
    uint32_t joints;
} parts[PART_COUNT] = {
    [PART_HEAD] = {"head", 1u << JOINT_HEAD_TOP | 1u << JOINT_NECK},
    [PART_SHOULDERS] = {"shoulders", 1u << JOINT_LEFT_SHOULDER | 1u << JOINT_RIGHT_SHOULDER},
    [PART_ARMS] = {"arms", 1u << JOINT_LEFT_ELBOW | 1u << JOINT_RIGHT_ELBOW |
                               1u << JOINT_LEFT_WRIST | 1u << JOINT_RIGHT_WRIST},
    [PART_HIPS] = {"hips", 1u << JOINT_LEFT_HIP | 1u << JOINT_RIGHT_HIP},
    [PART_KNEES] = {"knees", 1u << JOINT_LEFT_KNEE | 1u << JOINT_RIGHT_KNEE},
    [PART_FEET] = {"feet", 1u << JOINT_LEFT_ANKLE | 1u << JOINT_RIGHT_ANKLE |
                               1u << JOINT_LEFT_HEEL | 1u << JOINT_RIGHT_HEEL |
                               1u << JOINT_LEFT_TOE | 1u << JOINT_RIGHT_TOE},
};

uint32_t words_parts(uint32_t joints)
{
    uint32_t mask = 0;
    for (int part = 0; part < PART_COUNT; part++) {
        if (joints & parts[part].joints) {
            mask |= 1u << part;
        }
    }
    return mask;
}

static void append(char *text, size_t size, const char *more)
{
    size_t used = strlen(text);
    text_copy(text + used, size - used, more);
}

/* "hips", "hips and knees"; three or more are "you whole": a list would be read past. */
void words_not_seen(uint32_t joints, bool nobody, char *text, size_t size)
{
    uint32_t mask = words_parts(joints);
    if (nobody || mask == 0) {
        text_copy(text, size, "Step into the picture when you are ready");
        return;
    }
    if (mask == 1u << PART_FEET) {
        text_copy(text, size, "Step back a little so that I see your feet");
        return;
    }
    int count = 0;
    for (int part = 0; part < PART_COUNT; part++) {
        count += mask >> part & 1u;
    }
    if (count > 2) {
        text_copy(text, size, "I can't see all of you: step back a little");
        return;
    }
    text_copy(text, size, "I can't see your ");
    for (int part = 0, said = 0; part < PART_COUNT; part++) {
        if (mask >> part & 1u) {
            append(text, size, said++ > 0 ? " and " : "");
            append(text, size, parts[part].name);
        }
    }
}

const char *words_sight(enum sight sight)
{
    switch (sight) {
    case SIGHT_NOBODY:
        return "Step into the picture when you are ready";
    case SIGHT_SEVERAL:
        return "I see somebody beside you, or a mirror: I wait for you alone";
    case SIGHT_UNSURE:
        return "One moment: I am making sure that it is you";
    case SIGHT_BEHIND:
        return "I see your back: please turn to face me";
    case SIGHT_DARK:
        return "It is too dark to see you: a little more light, please";
    case SIGHT_COVERED:
        return "The camera sees nothing: is something on its lens?";
    default:
        return NULL;
    }
}

/* ---- rules of an exercise ---- */

static const struct limit_rule *find_limit(const struct exercise *exercise, const char *id)
{
    for (int i = 0; exercise && i < exercise->limit_count; i++) {
        if (strcmp(exercise->limit[i].id, id) == 0) {
            return &exercise->limit[i];
        }
    }
    return NULL;
}

static const struct fault *find_fault(const struct exercise *exercise, const char *id)
{
    for (int i = 0; exercise && i < exercise->fault_count; i++) {
        if (strcmp(exercise->fault[i].id, id) == 0) {
            return &exercise->fault[i];
        }
    }
    return NULL;
}

void words_warning(const struct exercise *exercise, const char *rule, enum warning_level level,
                   char *text, size_t size)
{
    const struct limit_rule *limit = find_limit(exercise, rule);
    switch (level) {
    case WARNING_APPROACHING:
    case WARNING_OVER:
        if (limit && limit->cue[0]) {
            text_copy(text, size, limit->cue);
        } else if (limit && limit->quantity == QUANTITY_RATE) {
            text_copy(text, size, "Slow down and breathe out");
        } else {
            text_copy(text, size, "Ease off, a little smaller");
        }
        return;
    case WARNING_STOP:
        text_copy(text, size, "Come back gently and breathe out");
        return;
    case WARNING_WITHDRAWN:
        text_copy(text, size, "Lovely, just like that");
        return;
    }
    text_copy(text, size, "");
}

static void say_fault(const struct exercise *exercise, const char *rule, char *text, size_t size)
{
    const struct fault *fault = find_fault(exercise, rule);
    text_copy(text, size, fault && fault->cue[0] ? fault->cue : "A little smaller and steadier");
}

/* The rule's own name where nothing better is known: "trunk_lean" reads "trunk lean". */
static void say_not_judged(const char *rule, char *text, size_t size)
{
    static const struct {
        const char *rule, *name;
    } names[] = {{"range", "Range"},
                 {"hold", "Hold"},
                 {"tempo_move", "Pace out"},
                 {"tempo_return", "Pace back"}};
    char name[ID_SIZE];
    text_copy(name, sizeof name, rule);
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        if (strcmp(rule, names[i].rule) == 0) {
            text_copy(name, sizeof name, names[i].name);
        }
    }
    for (char *at = name; *at; at++) {
        *at = *at == '_' ? ' ' : *at;
    }
    if (name[0] >= 'a' && name[0] <= 'z') {
        name[0] = (char)(name[0] - 'a' + 'A');
    }
    snprintf(text, size, "%s: not seen", name);
}

/* A range that was passed is as far off as one not reached: never praise more of it. A target that
 * is a smaller number than the rest (a straightened hip) is overshot below it. */
static bool range_was_passed(const struct exercise *exercise, const struct score_item *item)
{
    if (!exercise) {
        return false;
    }
    const struct keyframe *rest = &exercise->keyframe[0];
    const struct keyframe *goal = &exercise->keyframe[1];
    float way = 0;
    switch (exercise->target.signal.kind) {
    case FEATURE_HIP_FLEXION:
        way = goal->hip_flexion[0] - rest->hip_flexion[0];
        break;
    case FEATURE_KNEE_FLEXION:
        way = goal->knee_flexion[0] - rest->knee_flexion[0];
        break;
    case FEATURE_HIP_LINE: /* 180 less the hip's flexion */
        way = rest->hip_flexion[0] - goal->hip_flexion[0];
        break;
    default:
        way = exercise->target.value;
        break;
    }
    float beyond = item->value - exercise->target.value;
    return way >= 0 ? beyond > 0 : beyond < 0;
}

void words_item(const struct exercise *exercise, const struct score_item *item, char *text,
                size_t size)
{
    if (!item->seen) {
        say_not_judged(item->rule, text, size);
    } else if (strcmp(item->rule, "range") == 0) {
        text_copy(text, size,
                  range_was_passed(exercise, item) ? "A little smaller is plenty"
                                                   : "A touch further, only if it is easy");
    } else if (strcmp(item->rule, "hold") == 0) {
        text_copy(text, size, "Rest in the hold a moment longer");
    } else if (strcmp(item->rule, "tempo_move") == 0) {
        text_copy(text, size,
                  item->value < item->limit ? "Go out more slowly" : "Let it flow a little more");
    } else if (strcmp(item->rule, "tempo_return") == 0) {
        text_copy(text, size,
                  item->value < item->limit ? "Come back more slowly"
                                            : "Let it flow a little more");
    } else {
        say_fault(exercise, item->rule, text, size);
    }
}

/* ---- events ---- */

const char *words_phase(const struct exercise *exercise, enum phase phase)
{
    const char *cue = "";
    const char *plain = "";
    switch (phase) {
    case PHASE_START:
        plain = "In your own time";
        break;
    case PHASE_MOVE:
        cue = exercise ? exercise->move_cue : "";
        plain = "Slowly and easily";
        break;
    case PHASE_HOLD:
        cue = exercise ? exercise->hold_cue : "";
        plain = "Hold, and keep breathing";
        break;
    case PHASE_RETURN:
        cue = exercise ? exercise->return_cue : "";
        plain = "Come back slowly";
        break;
    case PHASE_COUNT:
        break;
    }
    return cue[0] ? cue : plain;
}

const char *words_praise(float score)
{
    if (score >= 90) {
        return "Lovely and steady";
    }
    return score >= 75 ? "Nicely controlled" : "Good: easy does it";
}

const char *words_side(enum body_side side)
{
    static const char *const names[] = {"", "Left side", "Right side"};
    return names[side];
}

const char *words_done(enum done_reason why)
{
    switch (why) {
    case DONE_COMPLETED:
        return "Well done. That was your session";
    case DONE_QUIT:
        return "Enough for now. Every part counts";
    case DONE_SOURCE_ENDED:
        return "That's as far as this goes";
    case DONE_PAIN:
        return "Stopping in time is good care. Rest now";
    case DONE_RED_FLAG:
        return "No exercise for now. Please have that looked at first";
    }
    return "";
}

const char *words_declined(void)
{
    return "That is fine. Nothing was watched, and nothing but your answer is kept. Whenever you "
           "like, start again.";
}

const char *words_pain(int32_t nrs)
{
    static const char *const names[11] = {
        "no pain",  "barely there", "mild",   "mild",        "moderate",        "moderate",
        "moderate", "strong",       "strong", "very strong", "as bad as can be"};
    return names[clamp_int(nrs, 0, 10)];
}

const char *words_effort(int32_t cr10)
{
    static const char *const names[11] = {
        "nothing at all", "very light",  "light",       "moderate",    "somewhat strong",  "strong",
        "strong",         "very strong", "very strong", "very strong", "as much as can be"};
    return names[clamp_int(cr10, 0, 10)];
}

const char *words_place(enum pain_place place)
{
    static const char *const names[PLACE_COUNT] = {"the low back",
                                                   "back of the pelvis, left",
                                                   "back of the pelvis, right",
                                                   "the buttock",
                                                   "the groin",
                                                   "the side of the hip",
                                                   "the thigh",
                                                   "down below the knee",
                                                   "somewhere else"};
    return names[place];
}

const char *words_question(enum ask_kind kind)
{
    static const char *const questions[ASK_KIND_COUNT] = {
        "How is the pain now?",       "The morning after last time: how was the pain?",
        "How is the pain today?",     "How is the pain now?",
        "How is the pain after all?", "How much effort was that?"};
    return questions[kind];
}

const char *words_question_help(enum ask_kind kind)
{
    static const char *const help[ASK_KIND_COUNT] = {"Good that you stopped. Breathe out slowly.",
                                                     "It tells how much suits you today.",
                                                     "So that we notice if it changes.",
                                                     "The rest goes on while you choose.",
                                                     "Then you are done for today.",
                                                     "Three to five is plenty."};
    return help[kind];
}

const char *words_sign(enum guarding_sign sign)
{
    static const char *const names[SIGN_COUNT] = {
        [SIGN_REDUCED_RANGE] = "a smaller movement than usual",
        [SIGN_SLOWING] = "slower than usual",
        [SIGN_HESITATION] = "a stop on the way",
        [SIGN_JERKINESS] = "less smooth than usual",
        [SIGN_ASYMMETRY] = "smaller than on the other side",
        [SIGN_SHIFT] = "leaning to one side",
        [SIGN_WITHDRAWAL] = "turned back early or quickly",
        [SIGN_SUPPORT] = "a hand at the hip or thigh",
    };
    return (int)sign >= 0 && sign < SIGN_COUNT ? names[sign] : "";
}

static const char *view_request(const struct exercise *exercise)
{
    if (exercise && exercise->view == VIEW_SIDE) {
        return "Turn side-on, so that I see the movement";
    }
    return "Turn towards me, so that I see the movement";
}

static void say_turn(enum body_side side, char *text, size_t size)
{
    snprintf(text, size, "Turn round, so that your %s side is nearer to me",
             side == SIDE_RIGHT ? "right" : "left");
}

/* A limit's id in words: "pelvic drop". */
static void say_not_seen_well(const char *id, char *text, size_t size)
{
    char name[ID_SIZE];
    text_copy(name, sizeof name, id);
    for (char *c = name; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    snprintf(text, size, "Not seen well enough to watch for: %s. More light helps", name);
}

static void say_pain(int32_t nrs, char *text, size_t size)
{
    snprintf(text, size, "Thank you: %d, %s", clamp_int(nrs, 0, 10), words_pain(nrs));
}

/* Events that always say the same. */
static const char *fixed_words(enum event_type type)
{
    switch (type) {
    case EVENT_READY:
        return "Ready when you are";
    case EVENT_REP_ABANDONED:
        return "That's fine: start again in your own time";
    case EVENT_TRACKING_FOUND:
        return "Now I can see you";
    case EVENT_SET_DONE:
        return "That's the set";
    case EVENT_REST_STARTED:
        return "Rest, and breathe out slowly";
    case EVENT_REST_ENDED:
        return "On we go, gently";
    case EVENT_STEP_DONE:
        return "That's this exercise done";
    case EVENT_PAUSED:
        return "Paused: take your time";
    case EVENT_RESUMED:
        return "On we go, gently";
    case EVENT_PAIN_ASKED:
        return "Rest. How is the pain now, from 0 to 10?";
    case EVENT_EASED:
        return "We'll do a little less from here";
    case EVENT_ALERT:
        return "A guarding sign. Let's rest; smaller and slower is fine";
    default:
        return "";
    }
}

bool words_event(const struct event *event, const struct plan *plan, char *text, size_t size)
{
    const struct exercise *exercise =
        event->step >= 0 && event->step < plan->step_count ? &plan->step[event->step] : NULL;
    text_copy(text, size, fixed_words(event->type));
    switch (event->type) {
    case EVENT_STEP_STARTED:
        text_copy(text, size, exercise ? exercise->name : "");
        break;
    case EVENT_SET_STARTED:
        text_copy(text, size,
                  exercise && exercise->start_cue[0] ? exercise->start_cue
                                                     : "Get into position, in your own time");
        break;
    case EVENT_PHASE:
        text_copy(
            text, size,
            event->u.phase.phase == PHASE_START ? "" : words_phase(exercise, event->u.phase.phase));
        break;
    case EVENT_HOLD:
        snprintf(text, size, "%.0f", (double)event->u.hold.held_s);
        break;
    case EVENT_REP:
        snprintf(text, size, "%d. %s", event->u.rep.index,
                 words_praise(event->u.rep.unscored ? 100 : event->u.rep.score));
        break;
    case EVENT_FAULT:
        say_fault(exercise, event->u.rule.id, text, size);
        break;
    case EVENT_WARNING:
        words_warning(exercise, event->u.rule.id, event->u.rule.level, text, size);
        break;
    case EVENT_TRACKING_LOST:
        words_not_seen(event->u.tracking.joints, event->u.tracking.nobody, text, size);
        break;
    case EVENT_VIEW:
        text_copy(text, size, view_request(exercise));
        break;
    case EVENT_TURN:
        say_turn(event->side, text, size);
        break;
    case EVENT_NOT_SEEN_WELL:
        say_not_seen_well(event->u.rule.id, text, size);
        break;
    case EVENT_PAIN_ANSWERED:
        say_pain(event->u.pain.nrs, text, size);
        break;
    case EVENT_SESSION_DONE:
        text_copy(text, size, words_done(event->u.done.reason));
        break;
    default:
        break;
    }
    return text[0] != '\0';
}
