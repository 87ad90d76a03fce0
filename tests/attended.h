/* Somebody who plays: looks at what a frame shows and presses a key, as a person would, until the
 * program ends. For tests that go through `unguard play` in a window that nobody sees. */
#ifndef UNGUARD_TESTS_ATTENDED_H
#define UNGUARD_TESTS_ATTENDED_H

#include "history_sample.h"
#include "play.h"

#include <stdarg.h>

#define FLAGS    21 /* questions of config/safety.cfg */
#define EXERCISE "mini_squat"
#define PATIENCE 6000 /* frames: a session that goes nowhere fails its test */

struct person {
    /* what they do */
    bool agrees;
    const char *flag;          /* the question they answer yes; NULL: none */
    int nrs[ASK_KIND_COUNT];   /* what they answer, by question; of effort, CR10; -1: rather not */
    enum screen_id quits_at;   /* leave when this comes up; SCREEN_COUNT: never */
    int flags_before_quitting; /* leave after so many questions; 0: never */
    bool skips;                /* set after set, rest after rest, to the end */
    bool hurts, sharp;         /* says so, once, in the first exercise */
    enum pain_place where;
    /* what they saw */
    int shown[SCREEN_COUNT]; /* how often each came up */
    int asked[ASK_KIND_COUNT];
    int flags_asked;
    bool had_words;         /* every question came with its words */
    char told[1024];        /* the sentences before the session */
    char referral[ID_SIZE]; /* before the session */
    /* where they are */
    enum screen_id last;
    int last_question; /* of the screen */
    int frames, step;  /* step: of a key sequence on this screen */
};

/* Agrees, has none of it, no pain, light effort. */
static inline struct person person_well(void)
{
    return (struct person){.agrees = true,
                           .nrs = {[ASK_EFFORT] = 2},
                           .quits_at = SCREEN_COUNT,
                           .where = PLACE_LOW_BACK,
                           .had_words = true,
                           .last = SCREEN_COUNT};
}

static inline bool person_has_words(const struct screen_view *view)
{
    const char *id = view->plan->flag[view->world->screening_flag].id;
    for (int i = 0; view->rules && i < view->rules->flag_count; i++)
        if (strcmp(view->rules->flag[i].id, id) == 0)
            return view->rules->flag[i].question[0] != '\0';
    return false;
}

/* Another screen, or another question on it. */
static inline void person_notice(struct person *person, const struct screen_view *view,
                                 enum screen_id id)
{
    enum ask_kind kind = ASK_HURT;
    int question = 0;
    if (id == SCREEN_SCREENING)
        question = 100 + view->world->screening_flag;
    if (id == SCREEN_PAIN && world_question(view->world, &kind))
        question = 1 + (int)kind;
    if (id == SCREEN_OFFER)
        question = view->offer
                       ? (int)(hash_bytes(HASH_START, view->offer, strlen(view->offer)) % 9999)
                       : 0;
    if (id == person->last && question == person->last_question)
        return;
    person->shown[id]++;
    person->last = id;
    person->last_question = question;
    person->step = 0;
    if (id == SCREEN_SCREENING) {
        person->flags_asked++;
        person->had_words = person->had_words && person_has_words(view);
    }
    if (id == SCREEN_PAIN)
        person->asked[kind]++;
    if (id == SCREEN_OFFER && view->offer && !view->card_text)
        snprintf(person->told + strlen(person->told), sizeof person->told - strlen(person->told),
                 "%s\n", view->offer);
    if (view->referral)
        text_copy(person->referral, sizeof person->referral, view->referral);
}

/* The keys of a screen in turn; none once they are through. */
static inline enum screen_key person_type(struct person *person, const enum screen_key *key,
                                          int count)
{
    return person->step < count ? key[person->step++] : KEY_NONE;
}

static inline enum screen_key person_number(struct person *person, int number)
{
    const enum screen_key rather_not[] = {KEY_SKIP};
    const enum screen_key ten[] = {KEY_DIGIT_0 + 1, KEY_DIGIT_0, KEY_ENTER};
    const enum screen_key digit[] = {(enum screen_key)(KEY_DIGIT_0 + number), KEY_ENTER};
    if (number < 0)
        return person_type(person, rather_not, 1);
    return number == 10 ? person_type(person, ten, 3) : person_type(person, digit, 2);
}

static inline enum screen_key person_answer(struct person *person, const struct screen_view *view)
{
    enum ask_kind kind = ASK_HURT;
    world_question(view->world, &kind);
    if (kind != ASK_HURT)
        return person_number(person, person->nrs[kind]);
    if (person->sharp)
        return KEY_HURT;
    const enum screen_key keys[] = {(enum screen_key)(KEY_DIGIT_0 + person->where + 1), KEY_ENTER,
                                    (enum screen_key)(KEY_DIGIT_0 + person->nrs[ASK_HURT]),
                                    KEY_ENTER};
    return person_type(person, keys, 4);
}

static inline enum screen_key person_screen(struct person *person, const struct screen_view *view,
                                            enum screen_id id)
{
    const enum screen_key consent[] = {KEY_ENTER, KEY_ENTER, person->agrees ? KEY_RIGHT : KEY_LEFT,
                                       KEY_ENTER};
    enum screen_key yes_or_no[] = {KEY_LEFT, KEY_ENTER};
    switch (id) {
    case SCREEN_CONSENT:
        return person_type(person, consent, 4);
    case SCREEN_SCREENING:
        if (person->flag &&
            strcmp(view->plan->flag[view->world->screening_flag].id, person->flag) == 0)
            yes_or_no[0] = KEY_RIGHT;
        return person_type(person, yes_or_no, 2);
    case SCREEN_PAIN:
        return person_answer(person, view);
    case SCREEN_EXERCISE:
        if (person->hurts && view->world->stage >= WORLD_POSITION) {
            person->hurts = false;
            return KEY_HURT;
        }
        return person->skips && person->frames % 4 == 0 ? KEY_SKIP : KEY_NONE;
    case SCREEN_REST:
        return person->skips && person->frames % 4 == 0 ? KEY_SKIP : KEY_NONE;
    default:
        return KEY_ENTER;
    }
}

static inline enum screen_key person_press(void *self, const struct screen_view *view)
{
    struct person *person = self;
    if (view->offer && strncmp(view->offer, "One moment", 10) == 0)
        return KEY_NONE;
    const enum screen_id id = screen_choose(view);
    person_notice(person, view, id);
    cr_assert_lt(++person->frames, PATIENCE, "nothing ends it: screen %d", (int)id);
    if (id == SCREEN_RESULTS)
        return KEY_ENTER;
    if (id == person->quits_at || (person->flags_before_quitting > 0 && id == SCREEN_SCREENING &&
                                   person->flags_asked >= person->flags_before_quitting))
        return KEY_QUIT;
    return person_screen(person, view, id);
}

/* ---- playing ---- */

/* A home of their own; the program runs in the test's process. */
static inline struct place attended_place(void)
{
    struct place place = place_make();
    char path[96];
    cr_assert(chdir(place.folder) == 0);
    setenv("HOME", place.folder, 1);
    snprintf(path, sizeof path, "%s/data", place.folder);
    setenv("XDG_DATA_HOME", path, 1);
    snprintf(path, sizeof path, "%s/config", place.folder);
    setenv("XDG_CONFIG_HOME", path, 1);
    return place;
}

static inline const char *attended_path(const struct place *place)
{
    static char path[512];
    place_join(path, place->folder, "h.db");
    return path;
}

static inline int64_t attended_number(const struct place *place, const char *sql)
{
    return history_sample_number(attended_path(place), sql);
}

/* `unguard play`, with more arguments, up to a NULL. */
static inline void attended_play(struct place *place, struct person *person, ...)
{
    char *argv[PROGRAM_MAX] = {(char *)"play"};
    int argc = 1;
    bool resumes = false;
    va_list more;
    va_start(more, person);
    for (char *argument; (argument = va_arg(more, char *)) != NULL && argc < PROGRAM_MAX - 8;) {
        argv[argc++] = argument;
        resumes = resumes || strcmp(argument, "--resume") == 0;
    }
    va_end(more);
    if (!resumes)
        argv[argc++] = (char *)EXERCISE;
    const char *const usual[] = {"--source", "demo:poses", "--history", "h.db"};
    for (size_t i = 0; i < ARRAY_LENGTH(usual); i++)
        argv[argc++] = (char *)usual[i];
    const struct key_source keys = {.press = person_press, .self = person};
    (void)place;
    cr_expect_eq(play_with_keys(argc, argv, &keys), 0);
}

/* Somebody who has agreed and was screened, a while ago. */
static inline struct person person_known(struct place *place)
{
    struct person person = person_well();
    person.quits_at = SCREEN_PAIN;
    attended_play(place, &person, NULL);
    history_sample_script(attended_path(place),
                          "UPDATE screening SET session = NULL; DELETE FROM session");
    return person_well();
}

/* Everything that is kept was so many days earlier. */
static inline void attended_days_pass(const struct place *place, int days)
{
    char sql[512];
    snprintf(
        sql, sizeof sql,
        "UPDATE session SET started_at = started_at - %d, ended_at = ended_at - %d, day = day -"
        " %d; UPDATE screening SET at = at - %d; UPDATE pain SET at = at - %d;"
        " UPDATE consent SET at = at - %d",
        days * 86400, days * 86400, days, days * 86400, days * 86400, days * 86400);
    history_sample_script(attended_path(place), sql);
}

#endif
