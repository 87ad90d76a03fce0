/* A session held by the simulated person, and all that is said in it. Each test is a program of its
 * own, so all of it is static inline. */
#ifndef UNGUARD_TESTS_SPOKEN_SAMPLE_H
#define UNGUARD_TESTS_SPOKEN_SAMPLE_H

#include "cue_log.h"
#include "prescribe.h"
#include "session/performer.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define SPOKEN_MOST 1024

/* A cue, and its length as it was heard. */
struct spoken_list {
    struct plan *plan;
    struct cues *cues;
    struct cue cue[SPOKEN_MOST];
    int64_t end_us[SPOKEN_MOST];
    int count;
    int tones[TONE_KIND_COUNT];
};

static inline struct plan *spoken_plan(const char *routine, const char *exercise)
{
    struct settings settings;
    struct error err = {""};
    cr_assert(settings_load(&settings, &err), "%s", err.text);
    const struct prescription wanted = {.routine = routine, .exercise = exercise};
    struct plan *plan = prescribe_plan(&settings, &wanted, &err);
    cr_assert_not_null(plan, "%s", err.text);
    plan->unattended = true;
    return plan;
}

static inline struct spoken_list *spoken_begin(struct plan *plan)
{
    struct spoken_list *list = calloc(1, sizeof *list);
    cr_assert_not_null(list);
    list->plan = plan;
    list->cues = calloc(1, sizeof *list->cues);
    cr_assert_not_null(list->cues);
    cues_init(list->cues, plan, NULL);
    return list;
}

static inline void spoken_free(struct spoken_list *list)
{
    free(list->cues);
    free(list->plan);
    free(list);
}

/* Everything that is due by now. */
static inline void spoken_pass(struct spoken_list *list, int64_t now_us)
{
    struct cue_line *line = &list->cues->line;
    enum cue_tone tone;
    int last = list->count - 1;
    if (last >= 0 && line->now.start_us == list->cue[last].start_us)
        list->end_us[last] = line->now.start_us + line->now.length_us;
    while (list->count < SPOKEN_MOST && cues_next(list->cues, now_us, &list->cue[list->count])) {
        struct cue *cue = &list->cue[list->count];
        if (list->count > 0 && list->end_us[list->count - 1] > cue->start_us)
            list->end_us[list->count - 1] = cue->start_us; /* cut off */
        list->end_us[list->count++] = cue->start_us + cue->length_us;
    }
    while (cues_tone(list->cues, &tone))
        list->tones[tone]++;
    cr_assert_lt(list->count, SPOKEN_MOST);
}

/* To the end, and until all is said. */
static inline struct spoken_list *spoken_session(struct plan *plan,
                                                 struct performer_options options)
{
    struct spoken_list *list = spoken_begin(plan);
    struct error err = {""};
    options.listens = true;
    struct performer *performer = performer_create(plan, options);
    struct session *session = session_create(plan, performer_source(performer), NULL);
    cr_assert(performer && session);
    session_add_sink(session, performer_sink(performer));
    session_add_sink(session, (struct sink){.event = cues_event, .self = list->cues});
    while (session_step(session, &err) == PULL_INPUT)
        spoken_pass(list, session_coach(session)->now_us);
    int64_t end_us = list->cues->now_us + 40000000;
    for (int64_t t = list->cues->now_us; t < end_us; t += 100000)
        spoken_pass(list, t);
    session_free(session);
    performer_free(performer);
    return list;
}

/* The first cue of a topic from place `from` on; -1: none. */
static inline int spoken_find(const struct spoken_list *list, int from, enum cue_topic topic,
                              const char *part)
{
    for (int i = from; i < list->count; i++)
        if (list->cue[i].topic == topic && (!part || strstr(list->cue[i].text, part)))
            return i;
    return -1;
}

#endif
