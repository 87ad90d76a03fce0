#include "play_history.h"

#include "history_baseline.h"
#include "history_past.h"
#include "history_resume.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define NOTICE_S 12.0 /* long enough to be read from the mat */

static void say(const char *text)
{
    fprintf(stderr, "unguard: %s\n", text);
}

bool play_history_open(struct play_history *keeping, const char *file, struct error *err)
{
    char path[PATH_SIZE];
    struct error notice;
    if (file == NULL && !paths_history(path, err))
        return false;
    keeping->history = history_open(file != NULL ? file : path, &notice, err);
    if (keeping->history != NULL && notice.text[0] != '\0')
        say(notice.text);
    return keeping->history != NULL;
}

static void say_resumed(const struct plan *plan, const struct history_summary *summary)
{
    char date[32] = "";
    const time_t at = (time_t)summary->started_at;
    struct tm local;
    if (localtime_r(&at, &local) != NULL)
        strftime(date, sizeof(date), " of %Y-%m-%d %H:%M", &local);
    const struct plan_start *start = &plan->start;
    printf("Going on with %s%s: %s, set %d%s%s, %d repetition%s done\n", plan->name, date,
           plan->step[start->step].name, start->set > 0 ? start->set : 1,
           start->side != SIDE_NONE ? ", " : "",
           start->side != SIDE_NONE ? side_name(start->side) : "", start->reps,
           start->reps == 1 ? "" : "s");
}

struct plan *play_history_resume(struct play_history *keeping, struct error *err)
{
    struct history_summary summary;
    struct plan *plan = history_unfinished(keeping->history, keeping->person, &summary, err);
    if (plan == NULL)
        return NULL;
    keeping->resumed_from = summary.session;
    say_resumed(plan, &summary);
    return plan;
}

bool play_history_past(struct play_history *keeping, struct past *past, struct error *err)
{
    return history_past(keeping->history, keeping->person, past, err);
}

static bool is_kept(const struct play_history *keeping, bool demo)
{
    return keeping->history != NULL && !(demo && !keeping->asked);
}

void play_history_baselines(struct play_history *keeping, const struct sitting *sitting,
                            struct plan *plan, bool demo)
{
    struct error err;
    const struct recording_header header = live_header(sitting->live);
    if (!is_kept(keeping, demo) || keeping->resumed_from != 0)
        return;
    if (!history_baselines(keeping->history, keeping->person, header.tracker, header.model_checksum,
                           plan, &err))
        say(err.text);
}

void play_history_listen(struct play_history *keeping, struct sitting *sitting, bool demo)
{
    if (!is_kept(keeping, demo))
        return;
    const struct recording_header header = live_header(sitting->live);
    const struct history_about about = {.person = keeping->person,
                                        .tracker = header.tracker,
                                        .model = header.model_checksum,
                                        .started_at = (int64_t)time(NULL),
                                        .resumed_from = keeping->resumed_from};
    keeping->kept = history_session_open(keeping->history, sitting->plan, &about);
    if (keeping->kept == NULL)
        say("there isn't enough memory to keep this session in the history. The session goes on");
    else
        sitting_listen(sitting, history_session_sink(keeping->kept));
}

const char *play_history_notice(struct play_history *keeping, double now_s)
{
    const char *said = keeping->kept != NULL ? history_session_notice(keeping->kept) : NULL;
    if (said != NULL) {
        text_copy(keeping->notice.text, sizeof(keeping->notice.text), said);
        keeping->notice_s = now_s + NOTICE_S;
        say(said);
    }
    return now_s < keeping->notice_s ? keeping->notice.text : NULL;
}

void play_history_end(struct play_history *keeping)
{
    struct error err = {{0}};
    if (!history_session_close(keeping->kept, &err))
        say(err.text);
    keeping->kept = NULL;
}

void play_history_close(struct play_history *keeping)
{
    play_history_end(keeping);
    history_close(keeping->history);
    keeping->history = NULL;
}
