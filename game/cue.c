#include "cue.h"

#include <string.h>

/* again_s: the same words are not said again within it. apart_s: nor any of this topic. lasts_s:
 * an offer that could not begin by then is stale. Counts and phases are worth saying at their time
 * only; what prepares for later may wait. */
static const struct topic {
    const char *name;
    enum cue_priority priority;
    float again_s, apart_s, lasts_s;
} topics[TOPIC_COUNT] = {
    [TOPIC_WELCOME] = {"welcome", CUE_GUIDE, 600, 0, 30},
    [TOPIC_NAME] = {"name", CUE_GUIDE, 8, 0, 60},
    [TOPIC_START] = {"start", CUE_GUIDE, 8, 0, 60},
    [TOPIC_READY] = {"ready", CUE_GUIDE, 6, 6, 30},
    [TOPIC_MOVE] = {"move", CUE_GUIDE, 6, 0, 1.5f},
    [TOPIC_HOLD] = {"hold", CUE_GUIDE, 2, 0, 1.5f},
    [TOPIC_BACK] = {"back", CUE_GUIDE, 2, 0, 2.5f},
    [TOPIC_SECONDS] = {"seconds", CUE_COUNT, 2, 0, 0.4f},
    [TOPIC_REP] = {"rep", CUE_COUNT, 2, 0, 2},
    [TOPIC_TONES] = {"tones", CUE_GUIDE, 600, 0, 4},
    [TOPIC_SET_DONE] = {"set_done", CUE_GUIDE, 4, 0, 8},
    [TOPIC_NEXT] = {"next", CUE_GUIDE, 8, 0, 60},
    [TOPIC_REST_ENDS] = {"rest_ends", CUE_GUIDE, 10, 0, 3},
    [TOPIC_SET] = {"set", CUE_GUIDE, 5, 0, 8},
    [TOPIC_CORRECTION] = {"correction", CUE_CORRECTION, 30, 6, 5},
    [TOPIC_WARNING] = {"warning", CUE_WARNING, 6, 3, 1},
    [TOPIC_STOP] = {"stop", CUE_STOP, 3, 0, 2},
    [TOPIC_EASED] = {"eased", CUE_PRAISE, 40, 40, 2},
    [TOPIC_PRAISE] = {"praise", CUE_PRAISE, 30, 20, 2.5f},
    [TOPIC_AGAIN] = {"again", CUE_GUIDE, 20, 20, 4},
    [TOPIC_UNSEEN] = {"unseen", CUE_GUIDE, 15, 5, 10},
    [TOPIC_SEEN] = {"seen", CUE_GUIDE, 10, 10, 3},
    [TOPIC_TURN] = {"turn", CUE_GUIDE, 12, 6, 15},
    [TOPIC_NOT_JUDGED] = {"not_judged", CUE_PRAISE, 600, 60, 15},
    [TOPIC_NOTICE] = {"notice", CUE_GUIDE, 30, 5, 20},
    [TOPIC_HALT] = {"halt", CUE_STOP, 2, 0, 5},
    [TOPIC_GO_ON] = {"go_on", CUE_GUIDE, 2, 0, 5},
    [TOPIC_QUESTION] = {"question", CUE_GUIDE, 12, 0, 120},
    [TOPIC_ANSWER] = {"answer", CUE_GUIDE, 12, 0, 120},
    [TOPIC_HEARD] = {"heard", CUE_GUIDE, 2, 0, 6},
    [TOPIC_LESS] = {"less", CUE_GUIDE, 20, 0, 10},
    [TOPIC_DONE] = {"done", CUE_GUIDE, 5, 0, 30},
};

static int64_t to_us(float seconds)
{
    return (int64_t)((double)seconds * 1e6);
}

enum cue_priority cue_priority_of(enum cue_topic topic)
{
    return topics[topic].priority;
}

const char *cue_topic_name(enum cue_topic topic)
{
    return topics[topic].name;
}

const char *cue_priority_name(enum cue_priority priority)
{
    static const char *const names[] = {"praise", "count",   "correction",
                                        "guide",  "warning", "stop"};
    return names[priority];
}

double cue_cooldown_s(enum cue_topic topic)
{
    return (double)topics[topic].again_s;
}

/* espeak-ng at 150 words a minute: 0.3 s and 72 ms a letter or sign, measured over all the cues of
 * the exercise files; a sentence's end within takes longer. */
int64_t cue_length_guess(const char *text, int words_a_minute)
{
    double letters = 4;
    for (const char *at = text; *at; at++)
        letters += ((*at & 0xc0) != 0x80) + 3.0 * (strchr(".:?!", *at) && at[1]);
    return (int64_t)(letters * 0.072e6 * 150 / words_a_minute);
}

static int64_t length_of(const struct cue_line *line, const char *text)
{
    return line->length.of ? line->length.of(line->length.self, text) : cue_length_guess(text, 150);
}

/* ---- what waits ---- */

static void remove_at(struct cue_line *line, int at)
{
    line->waiting_count--;
    memmove(&line->waiting[at], &line->waiting[at + 1],
            (size_t)(line->waiting_count - at) * sizeof line->waiting[0]);
}

void cue_drop(struct cue_line *line, enum cue_topic topic)
{
    for (int i = line->waiting_count - 1; i >= 0; i--)
        if (line->waiting[i].cue.topic == topic)
            remove_at(line, i);
}

void cue_drop_all(struct cue_line *line)
{
    line->waiting_count = 0;
}

bool cue_waits(const struct cue_line *line, enum cue_topic topic)
{
    for (int i = 0; i < line->waiting_count; i++)
        if (line->waiting[i].cue.topic == topic)
            return true;
    return false;
}

static void make_room(struct cue_line *line)
{
    if (line->waiting_count < CUE_WAITING)
        return;
    int least = 0;
    for (int i = 1; i < line->waiting_count; i++)
        if (line->waiting[i].cue.priority < line->waiting[least].cue.priority)
            least = i;
    remove_at(line, least);
}

void cue_offer(struct cue_line *line, enum cue_topic topic, int64_t at_us, const char *text)
{
    if (!text[0])
        return;
    cue_drop(line, topic);
    make_room(line);
    struct cue_offer *offer = &line->waiting[line->waiting_count++];
    memset(offer, 0, sizeof *offer);
    text_copy(offer->cue.text, sizeof offer->cue.text, text);
    offer->cue.topic = topic;
    offer->cue.priority = topics[topic].priority;
    offer->from_us = at_us;
    offer->until_us = at_us + to_us(topics[topic].lasts_s);
    offer->order = line->offered++;
}

/* ---- what is said ---- */

static int64_t end_of(const struct cue *cue)
{
    return cue->start_us + cue->length_us;
}

const struct cue *cue_spoken(const struct cue_line *line, int64_t now_us)
{
    return line->speaking && now_us < end_of(&line->now) ? &line->now : NULL;
}

bool cue_is_quiet(const struct cue_line *line, int64_t now_us)
{
    return line->waiting_count == 0 && !cue_spoken(line, now_us);
}

void cue_cut(struct cue_line *line, enum cue_topic topic, int64_t now_us)
{
    if (line->now.topic == topic && cue_spoken(line, now_us))
        line->now.length_us = now_us - line->now.start_us;
}

/* Said so lately that it would nag. */
static bool nags(const struct cue_line *line, const struct cue *cue, int64_t now_us)
{
    const struct topic *rule = &topics[cue->topic];
    for (int i = 0; i < line->past_count; i++) {
        const struct cue *past = &line->past[i];
        int64_t since_us = now_us - past->start_us;
        if (past->topic != cue->topic)
            continue;
        if (since_us < to_us(rule->apart_s) ||
            (since_us < to_us(rule->again_s) && strcmp(past->text, cue->text) == 0))
            return true;
    }
    return false;
}

static bool goes_before(const struct cue_offer *a, const struct cue_offer *b)
{
    if (a->cue.priority != b->cue.priority)
        return a->cue.priority > b->cue.priority;
    if (a->from_us != b->from_us)
        return a->from_us < b->from_us;
    return a->order < b->order;
}

/* Stale offers and those that would nag go; of the rest the most pressing. -1: none. */
static int choose(struct cue_line *line, int64_t now_us)
{
    int best = -1;
    for (int i = line->waiting_count - 1; i >= 0; i--) {
        const struct cue_offer *offer = &line->waiting[i];
        bool due = now_us >= offer->from_us;
        if (now_us > offer->until_us || (due && nags(line, &offer->cue, now_us))) {
            remove_at(line, i);
            best -= best > i;
        } else if (due && (best < 0 || goes_before(offer, &line->waiting[best]))) {
            best = i;
        }
    }
    return best;
}

static bool may_begin(const struct cue_line *line, const struct cue *cue, int64_t now_us)
{
    if (!line->speaking || now_us >= end_of(&line->now) + CUE_GAP_US)
        return true;
    return cue->priority >= CUE_WARNING && cue->priority > line->now.priority;
}

static void remember(struct cue_line *line, const struct cue *cue)
{
    line->past[line->past_next] = *cue;
    line->past_next = (line->past_next + 1) % CUE_REMEMBERS;
    line->past_count += line->past_count < CUE_REMEMBERS;
}

bool cue_next(struct cue_line *line, int64_t now_us, struct cue *out)
{
    int best = choose(line, now_us);
    if (best < 0 || !may_begin(line, &line->waiting[best].cue, now_us))
        return false;
    struct cue cue = line->waiting[best].cue;
    remove_at(line, best);
    cue.start_us = now_us;
    cue.length_us = length_of(line, cue.text);
    line->now = cue;
    line->speaking = true;
    remember(line, &cue);
    *out = cue;
    return true;
}
