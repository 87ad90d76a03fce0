#include "play_home.h"

#include "cards_page.h"
#include "history_day.h"
#include "history_garden.h"
#include "history_past.h"
#include "history_resume.h"
#include "home.h"
#include "progress_page.h"
#include "report_file.h"
#include "settings_page.h"
#include "stop.h"
#include "weeks.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RESUME_DAYS 1 /* today's, or yesterday's: later a session begins afresh */

/* What home and the pages behind it are made of, as long as they are shown. */
struct stay {
    struct window *window;
    struct play *play;
    struct weeks weeks;
    struct home home;
    struct gallery *gallery;        /* owned; NULL: not visited */
    struct progress_page *progress; /* the same */
    struct settings_page *settings; /* the same */
    struct cards_page cards;
};

static void say(const struct error *err)
{
    fprintf(stderr, "unguard: %s\n", err->text);
}

static int32_t today(void)
{
    return history_day((int64_t)time(NULL));
}

static const char *routine_of(const struct play *play)
{
    return play->wanted.routine != NULL ? play->wanted.routine : play->settings.routine;
}

/* The session that broke off, if it is worth going on with; NULL: none. Free it. */
static struct plan *unfinished_of(const struct play *play)
{
    struct history_summary summary;
    struct error err;
    if (play->keeping.history == NULL || play->refused)
        return NULL;
    struct plan *plan =
        history_unfinished(play->keeping.history, play->keeping.person, &summary, &err);
    if (plan != NULL && today() - summary.day <= RESUME_DAYS &&
        (summary.repetitions > 0 || summary.resumed_from != 0))
        return plan;
    free(plan);
    return NULL;
}

static void look_again(struct stay *stay)
{
    const struct play *play = stay->play;
    struct error err = {{0}};
    const bool kept = play->keeping.history != NULL;
    struct plan *unfinished = unfinished_of(play);
    weeks_free(&stay->weeks);
    if (kept && !weeks_read(&stay->weeks, play->keeping.history, play->keeping.person,
                            routine_of(play), today(), &err))
        say(&err);
    const struct home_facts facts = {.plan = play->plan,
                                     .progress = &play->progress,
                                     .streak = kept ? &stay->weeks.streak : NULL,
                                     .unfinished = unfinished,
                                     .cards = play->cards.cards != NULL};
    home_make(&facts, today(), &stay->home);
    text_copy(stay->home.notice, sizeof(stay->home.notice), err.text);
    free(unfinished);
}

/* ---- pages ---- */

struct gallery *play_gardens(const struct play *play)
{
    struct error err = {{0}};
    struct gallery *gallery = calloc(1, sizeof(*gallery));
    if (gallery == NULL)
        error_set(&err, "there isn't enough memory for past gardens");
    else if (!history_gardens(play->keeping.history, play->keeping.person, gallery, &err))
        gallery->count = 0; /* what there is may be damaged: the kind words stand in */
    if (err.text[0] != '\0')
        say(&err);
    return gallery;
}

static void open_progress(struct stay *stay)
{
    stay->progress = calloc(1, sizeof(*stay->progress));
    if (stay->progress != NULL &&
        progress_page_make(stay->progress, &stay->weeks.report,
                           stay->weeks.scheduled ? &stay->weeks.schedule : NULL, today()))
        return;
    free(stay->progress);
    stay->progress = NULL;
}

static void write_report(struct stay *stay)
{
    struct report_text page = {0};
    struct error *said = &stay->progress->report;
    char path[PATH_SIZE];
    if (report_file_place(today(), path, said) &&
        report_file_page(&stay->weeks.report, &page, said) &&
        report_file_put(path, &page, false, said))
        error_set(said, "The report is in %.200s. Only you can read it.", path);
    say(said);
    free(page.text);
}

static void open_settings(struct stay *stay)
{
    struct error err = {{0}};
    stay->settings = calloc(1, sizeof(*stay->settings));
    if (stay->settings == NULL)
        return;
    if (settings_page_open(stay->settings, stay->play->wanted.profile, &err))
        return;
    say(&err);
    text_copy(stay->home.notice, sizeof(stay->home.notice), err.text);
    free(stay->settings);
    stay->settings = NULL;
}

static void change_setting(struct stay *stay, const struct request *request)
{
    settings_page_change(stay->settings, request->action.value,
                         request->type == REQUEST_MORE ? 1 : -1);
    const struct settings_window *look = &stay->settings->settings.window;
    app_set_look(stay->window->app, look->high_contrast,
                 look->reduced_motion || stay->play->keys != NULL);
}

/* What was changed holds from the next session on: another plan, another camera. */
static void close_settings(struct stay *stay)
{
    struct error err = {{0}};
    stay->play->settings = stay->settings->settings;
    free(stay->settings);
    stay->settings = NULL;
    const char *wanted = stay->play->source_wanted;
    if (wanted == NULL || strncmp(wanted, "camera:", 7) == 0)
        play_choose_source(stay->play);
    if (!play_plan_anew(stay->play, &err))
        say(&err);
}

static void go_back(struct stay *stay)
{
    free(stay->gallery);
    free(stay->progress);
    stay->gallery = NULL;
    stay->progress = NULL;
    stay->cards = (struct cards_page){NULL, NULL};
    if (stay->settings != NULL)
        close_settings(stay);
    look_again(stay);
}

static void open_page(struct stay *stay, const struct request *request)
{
    switch (request->type) {
    case REQUEST_GARDENS:
        stay->gallery = play_gardens(stay->play);
        break;
    case REQUEST_PROGRESS:
        open_progress(stay);
        break;
    case REQUEST_CARDS:
        stay->cards = (struct cards_page){stay->play->cards.cards, stay->play->plan};
        break;
    case REQUEST_SETTINGS:
        open_settings(stay);
        break;
    case REQUEST_REPORT:
        write_report(stay);
        break;
    case REQUEST_MORE:
    case REQUEST_LESS:
        change_setting(stay, request);
        break;
    case REQUEST_BACK:
        go_back(stay);
        break;
    default:
        break;
    }
}

static void show(struct stay *stay)
{
    stay->window->view = (struct screen_view){
        .home = &stay->home,
        .gallery = stay->gallery,
        .gardens = stay->play->keeping.history != NULL,
        .progress = stay->progress,
        .settings = stay->settings,
        .cards = stay->cards.cards != NULL ? &stay->cards : NULL,
    };
}

/* ---- leaving home ---- */

static bool take_unfinished(struct play *play)
{
    struct error err = {{0}};
    struct plan *plan = play_history_resume(&play->keeping, &err);
    if (plan == NULL) {
        say(&err);
        return false;
    }
    free(play->plan);
    play->plan = plan;
    play->plan->unattended = false;
    play->progress = (struct progress){0}; /* it was said when that session began */
    return true;
}

static enum request_type stay_home(struct stay *stay)
{
    struct request request = {REQUEST_NONE, {0}};
    while (!stop_asked()) {
        show(stay);
        if (!window_poll(stay->window, &request)) {
            window_frame(stay->window);
            continue;
        }
        if (request.type == REQUEST_ENTER || request.type == REQUEST_CLOSE ||
            (request.type == REQUEST_RESUME && take_unfinished(stay->play)))
            return request.type;
        open_page(stay, &request);
    }
    return REQUEST_CLOSE;
}

bool play_home(struct window *window, struct play *play)
{
    struct stay *stay = calloc(1, sizeof(*stay));
    if (stay == NULL)
        return false;
    stay->window = window;
    stay->play = play;
    look_again(stay);
    const enum request_type answer = stay_home(stay);
    free(stay->gallery);
    free(stay->progress);
    free(stay->settings);
    weeks_free(&stay->weeks);
    free(stay);
    window->view = (struct screen_view){0};
    return answer != REQUEST_CLOSE;
}

/* ---- what comes next ---- */

bool play_next_words(const struct play *play, char *text, size_t size)
{
    struct error err = {{0}};
    struct weeks weeks = {0};
    char when[48], change[HOME_LINE_SIZE];
    struct progress *progress = calloc(1, sizeof(*progress));
    struct past *past = calloc(1, sizeof(*past));
    struct plan *plan = NULL;
    text[0] = '\0';
    if (play->keeping.history != NULL && play->rules != NULL && past != NULL && progress != NULL &&
        weeks_read(&weeks, play->keeping.history, play->keeping.person, routine_of(play), today(),
                   &err) &&
        history_past(play->keeping.history, play->keeping.person, past, &err))
        plan = prescribe_next(&play->settings, &play->wanted, play->rules, past,
                              weeks.streak.next_day, progress, &err);
    if (plan != NULL && progress->verdict != PROGRESS_REFER) {
        home_change_words(plan, change, sizeof(change));
        snprintf(text, size, "%s %s. %s.", plan->name,
                 home_day_words(weeks.streak.next_day, today(), when, sizeof(when)), change);
    }
    if (err.text[0] != '\0')
        say(&err);
    weeks_free(&weeks);
    free(plan);
    free(past);
    free(progress);
    return text[0] != '\0';
}
