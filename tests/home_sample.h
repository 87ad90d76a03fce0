/* What home and the pages behind it show, as much and as long as it gets: twelve weeks of somebody,
 * a plan that has changed, a card. Each program using it is its own, so all of it is static inline.
 */
#ifndef UNGUARD_TESTS_HOME_SAMPLE_H
#define UNGUARD_TESTS_HOME_SAMPLE_H

#include "cards_page.h"
#include "home.h"
#include "progress_page.h"
#include "settings_page.h"

#include <stdlib.h>
#include <string.h>

#define HOME_SAMPLE_TODAY 20514 /* Monday, 2 March 2026 */

struct home_sample {
    struct home home;
    struct progress_page *progress;
    struct cards *cards;
    struct cards_page cards_page;
    struct settings_page *settings;
};

static inline void home_sample_change(struct plan *plan)
{
    plan->change_count = 1;
    plan->change[0] = (struct plan_change){.step = 1,
                                           .side = SIDE_LEFT,
                                           .variable = VARIABLE_REPS,
                                           .from = 6,
                                           .to = 7,
                                           .rule = "progress"};
    text_copy(plan->change[0].reason, EVIDENCE_SIZE,
              "three comfortable, steady sessions in a row, and pain that did not rise");
}

/* streak: days kept; below 0: never been here. */
static inline void home_sample_home(struct home_sample *sample, struct plan *plan, int streak,
                                    bool unfinished)
{
    struct progress progress = {0};
    const struct streak kept = {.days = streak < 0 ? 0 : streak,
                                .first = streak < 0,
                                .today = streak <= 0,
                                .next_day = HOME_SAMPLE_TODAY + (streak <= 0 ? 0 : 2)};
    const struct home_facts facts = {plan, &progress, &kept, unfinished ? plan : NULL, true};
    home_make(&facts, HOME_SAMPLE_TODAY, &sample->home);
}

/* Sessions on Mondays, Wednesdays and Fridays, now and then left out or made up for; one exercise
 * on both sides. All of it the caller's to free, by report_free. */
static inline void home_sample_report(struct report *report, int weeks)
{
    *report = (struct report){.from_day = HOME_SAMPLE_TODAY - 7 * weeks,
                              .to_day = HOME_SAMPLE_TODAY - 1,
                              .session = calloc((size_t)weeks * 3, sizeof(struct report_session)),
                              .line = calloc(2, sizeof(struct report_line)),
                              .line_count = 2,
                              .change = calloc(6, sizeof(struct report_change)),
                              .change_count = 6};
    for (int i = 0; i < 2; i++) {
        struct report_line *line = &report->line[i];
        line->side = i == 0 ? SIDE_LEFT : SIDE_RIGHT;
        text_copy(line->exercise, ID_SIZE, "clamshell");
        text_copy(line->name, NAME_SIZE, "Standing leg lift to the side, holding a chair");
        text_copy(line->unit, sizeof line->unit, "deg");
        line->point = calloc((size_t)weeks * 3, sizeof(struct report_point));
    }
    for (int week = 0; week < weeks; week++)
        for (int day = 0; day < 3; day++) {
            const int n = report->session_count;
            if ((week * 3 + day) % 7 == 5)
                continue;
            struct report_session *own = &report->session[report->session_count++];
            *own =
                (struct report_session){.day = report->from_day + 7 * week + 2 * day + (n % 9 == 4),
                                        .nrs_before = 4 - n / 12 + n % 2,
                                        .nrs_after = 3 - n / 12,
                                        .nrs_next_day = n % 5 == 3 ? -1 : 3 - n / 10,
                                        .reps = 40,
                                        .scored = 40,
                                        .form = n % 8 == 6 ? -1 : 70 + n % 12 * 2 + n % 5};
            text_copy(own->reason, ID_SIZE, "completed");
            for (int i = 0; i < 2; i++) {
                struct report_line *line = &report->line[i];
                line->point[line->count++] = (struct report_point){
                    n, 12, 80, n % 6 == 5 ? -1 : 24 + 5 * i + (1 - i) * n / 8 + n % 3};
            }
        }
    for (int i = 0; i < report->change_count; i++) {
        struct report_change *change = &report->change[i];
        *change = (struct report_change){.day = HOME_SAMPLE_TODAY - 50 + 8 * i,
                                         .side = i % 2 ? SIDE_LEFT : SIDE_NONE,
                                         .from = 6 + i,
                                         .to = 7 + i};
        text_copy(change->name, NAME_SIZE,
                  i % 2 ? "Standing leg lift to the side, holding a chair" : "Bridge");
        text_copy(change->variable, ID_SIZE, i % 3 == 0 ? "hold_s" : "reps");
        text_copy(change->reason, sizeof change->reason,
                  i == 4 ? "the morning after hurt more than the morning before: one level back, "
                           "one figure at a time"
                         : "three comfortable, steady sessions in a row");
    }
}

static inline void home_sample_progress(struct home_sample *sample, int weeks)
{
    struct report report = {0};
    struct routine schedule = {.days = 1u << 0 | 1u << 2 | 1u << 4};
    if (!sample->progress)
        sample->progress = calloc(1, sizeof *sample->progress);
    if (weeks > 0)
        home_sample_report(&report, weeks);
    if (!sample->progress ||
        !progress_page_make(sample->progress, &report, &schedule, HOME_SAMPLE_TODAY))
        abort();
    report_free(&report);
}

/* Of the shipped cards. */
static inline void home_sample_cards(struct home_sample *sample, const struct plan *plan)
{
    if (!sample->cards)
        sample->cards = calloc(1, sizeof *sample->cards);
    if (!sample->cards || !cards_load(UNGUARD_SOURCE_DIR "/config/cards.cfg", sample->cards, NULL))
        abort();
    sample->cards_page = (struct cards_page){sample->cards, plan};
}

/* The card whose text is longest. */
static inline const struct card *home_sample_longest(const struct home_sample *sample)
{
    const struct card *longest = &sample->cards->card[0];
    for (int i = 1; i < sample->cards->count; i++)
        if (strlen(sample->cards->card[i].text) > strlen(longest->text))
            longest = &sample->cards->card[i];
    return longest;
}

static inline void home_sample_settings(struct home_sample *sample)
{
    if (!sample->settings)
        sample->settings = calloc(1, sizeof *sample->settings);
    if (!sample->settings)
        abort();
    sample->settings->profile = profile_default();
    sample->settings->settings.mirror = true;
    sample->settings->settings.gestures.on = true;
    sample->settings->settings.voice = (struct settings_voice){false, 80, 60, 150, "en-gb"};
    text_copy(sample->settings->settings.tracker, PATH_SIZE, "/home/me/pose_landmark_lite.onnx");
}

static inline void home_sample_free(struct home_sample *sample)
{
    free(sample->progress);
    free(sample->cards);
    free(sample->settings);
    memset(sample, 0, sizeof *sample);
}

#endif
