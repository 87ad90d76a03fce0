/* Playing without a window: files and the demo as fast as they can be, each repetition a line. */
#include "play.h"

#include "commands.h"
#include "snapshot.h"
#include "speaker.h"

#include <string.h>

/* Where a demo without a window leaves its recording and its picture. */
static bool choose_paths(const struct play *play, char record[PATH_SIZE + 8],
                         struct snapshot *snapshot, struct error *err)
{
    char folder[PATH_SIZE], stem[PATH_SIZE];
    if (!paths_sessions(folder, err) || !paths_unique(folder, "demo", stem, err))
        return false;
    if (play->record != NULL)
        text_copy(record, PATH_SIZE + 8, play->record);
    else
        snprintf(record, PATH_SIZE + 8, "%s.rec", stem);
    return snprintf(snapshot->path, sizeof(snapshot->path), "%s.png", stem) <
               (int)sizeof(snapshot->path) ||
           error_set(err, "%.180s: the path is too long", stem);
}

static void say(const struct error *err)
{
    fprintf(stderr, "unguard: %s\n", err->text);
}

/* Before a camera somebody moves, and hears what to do; otherwise it can only be listed. */
static void listen(struct speaker *speaker, struct sitting *sitting, const struct play *play)
{
    const bool heard = live_is_camera(sitting->live);
    if (heard)
        speaker_open(speaker, &play->settings.voice);
    if (!heard && !play->list_cues)
        return;
    speaker->log.out = play->list_cues ? stdout : NULL;
    sitting_listen(sitting, speaker_sink(speaker, play->plan, play->rules));
}

/* Steps to the end; false when the source failed, which has been said. */
static bool run(struct sitting *sitting, struct snapshot *snapshot, struct play *play,
                struct speaker *speaker)
{
    struct error err = {{0}};
    for (;;) {
        const enum pull pull = sitting_step(sitting, &err);
        speaker_pass(speaker, (int64_t)(sitting->world.now_s * 1e6));
        play_history_notice(&play->keeping, 0);
        if (pull == PULL_FAILED)
            say(&err);
        if (pull != PULL_INPUT)
            return pull == PULL_END;
        if (snapshot != NULL && !snapshot_look(snapshot, sitting, &play->settings, &err))
            say(&err);
    }
}

static int finish(struct sitting *sitting, struct snapshot *snapshot, const struct play *play,
                  const char *record)
{
    struct error err = {{0}};
    if (snapshot != NULL && !snapshot_finish(snapshot, sitting, &play->settings, &err))
        say(&err);
    const bool recorded = sitting_end(sitting, &err);
    if (!recorded)
        say(&err);
    else if (record != NULL)
        printf("\nRecording: %s\n", record);
    if (snapshot != NULL && snapshot->written)
        printf("Picture of the session screen: %s\n", snapshot->path);
    return recorded ? EXIT_DONE : EXIT_DEVICE;
}

int play_in_words(struct play *play)
{
    const bool demo = live_is_demo(play->source);
    char demo_record[PATH_SIZE + 8];
    const char *record = play->record;
    struct snapshot demo_snapshot = {0};
    struct snapshot *snapshot = NULL;
    struct error err = {{0}};
    if (demo && choose_paths(play, demo_record, &demo_snapshot, &err)) {
        record = demo_record;
        snapshot = &demo_snapshot;
    } else if (demo) {
        say(&err); /* a demo that leaves nothing behind is still worth seeing */
    }

    struct live_options options = play_live_options(play);
    options.pace = LIVE_AS_FAST_AS_IT_CAN;
    struct sitting sitting;
    int exit_code;
    if (!play_open(play, &sitting, &options, record, &err, &exit_code)) {
        say(&err);
        return exit_code;
    }
    struct tell tell = {.plan = play->plan, .out = stdout};
    struct speaker speaker = {0};
    if (!play->list_cues)
        sitting_listen(&sitting, tell_sink(&tell));
    listen(&speaker, &sitting, play);
    play_history_listen(&play->keeping, &sitting, demo);
    printf("%s (%s)\n", play->plan->name, demo ? "demo: a simulated person" : play->source);
    const bool whole = run(&sitting, snapshot, play, &speaker);
    speaker_finish(&speaker);
    speaker_close(&speaker);
    tell_results(&tell, &sitting.summary);
    play_history_end(&play->keeping);
    exit_code = finish(&sitting, snapshot, play, record);
    sitting_close(&sitting);
    return whole ? exit_code : EXIT_DEVICE;
}
