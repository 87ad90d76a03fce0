/* How well the coach counts, measures and warns, before a simulated person whose every movement is
 * known: unguard-bench accuracy --seed N --sets M [--exercise ID] */
#include "accuracy.h"
#include "bench.h"
#include "plan/library.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_EXERCISES 48
#define SHORT_HOLD_S  2.0f /* with a flaw */

enum { ROWS = CLEAN_ROWS + FLAW_ROWS + CAMERA_ROWS };

/* far: exercises the other side than the one that the camera sees first. */
static bool make_plan(struct library *library, const char *id, int reps, float hold_s, bool far,
                      struct plan *plan, struct error *err)
{
    const struct exercise *exercise = library_exercise(library, id, err);
    if (!exercise)
        return false;
    struct routine routine = routine_of_exercise(id, id);
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    routine.step[0].sets = 1;
    routine.step[0].reps = reps;
    if (exercise->target.hold_s > hold_s)
        routine.step[0].hold_s = hold_s;
    /* The limb that the target is read from is the near one. */
    bool other = exercise->target.signal.side == SIGNAL_OTHER;
    routine.step[0].side = other != far ? SIDE_RIGHT : SIDE_LEFT;
    bool good = plan_resolve(&routine, library_finder(library), &profile, &settings, plan, err);
    plan->unattended = true; /* this report is of counting and measuring; nobody answers */
    return good;
}

/* ---- the command ---- */

struct args {
    uint64_t seed;
    int sets;
    const char *exercise; /* NULL: all */
};

static bool take_args(int argc, char **argv, struct args *args)
{
    *args = (struct args){.seed = 1, .sets = 200};
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--seed") == 0)
            args->seed = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--sets") == 0)
            args->sets = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--exercise") == 0)
            args->exercise = argv[i + 1];
        else
            return false;
    }
    return argc % 2 == 1 && args->sets > 0;
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(a, b);
}

static int find_exercises(const char *folder, char id[MAX_EXERCISES][ID_SIZE])
{
    DIR *dir = opendir(folder);
    int count = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir)) && count < MAX_EXERCISES;) {
        char *dot = strrchr(entry->d_name, '.');
        if (!dot || strcmp(dot, ".cfg") != 0)
            continue;
        *dot = '\0';
        if (text_copy(id[count], ID_SIZE, entry->d_name))
            count++;
    }
    if (dir)
        closedir(dir);
    qsort(id, (size_t)count, ID_SIZE, compare_ids);
    return count;
}

/* All that is measured: plans and rows of each exercise. */
struct report {
    struct library *library;
    const char *name[MAX_EXERCISES]; /* borrowed */
    struct plan plan[MAX_EXERCISES], single[MAX_EXERCISES], turned[MAX_EXERCISES];
    struct row row[MAX_EXERCISES * ROWS];
    struct misses misses;
    int used;
};

static void add_exercise(struct report *report, const char *id, const struct args *args)
{
    struct error err = {""};
    int at = report->used;
    if (!make_plan(report->library, id, SET_REPS, MOST_HOLD_S, false, &report->plan[at], &err) ||
        !make_plan(report->library, id, SET_REPS, MOST_HOLD_S, true, &report->turned[at], &err) ||
        !make_plan(report->library, id, 1, SHORT_HOLD_S, false, &report->single[at], &err)) {
        printf("%s: left out: %s\n", id, err.text);
        return;
    }
    if (report->plan[at].step[0].guided) {
        printf("%s: guided: led by the clock, nothing is measured\n", id);
        return;
    }
    struct row *row = &report->row[at * ROWS];
    report->name[at] = id;
    report->used++;
    clean_fill(&report->plan[at], args->seed, args->sets, row);
    flaws_fill(&report->single[at], args->seed, args->sets, row + CLEAN_ROWS);
    camera_fill(&report->plan[at], &report->turned[at], args->seed, args->sets,
                row + CLEAN_ROWS + FLAW_ROWS);
}

static void print_report(struct report *report, const struct args *args)
{
    clean_heading();
    for (int i = 0; i < report->used; i++)
        clean_print(report->name[i], &report->row[i * ROWS], &report->misses);
    camera_heading();
    for (int i = 0; i < report->used; i++)
        camera_print(report->name[i], &report->row[i * ROWS + CLEAN_ROWS + FLAW_ROWS],
                     &report->misses);
    flaws_heading();
    for (int i = 0; i < report->used; i++) {
        const struct row *mine = &report->row[i * ROWS];
        flaws_print(report->name[i], &mine[CLEAN_1PX], mine + CLEAN_ROWS, &report->misses);
    }
    if (!args->exercise)
        pairs_print(report->plan, report->name, report->used, args->seed);
    misses_print(&report->misses);
}

int bench_accuracy(int argc, char **argv)
{
    struct args args;
    struct error err = {""};
    static char id[MAX_EXERCISES][ID_SIZE];
    if (!take_args(argc, argv, &args)) {
        fprintf(stderr, "unguard-bench accuracy [--seed N] [--sets M] [--exercise ID]\n");
        return 2;
    }
    struct report *report = calloc(1, sizeof *report);
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", &err);
    if (!library || !report) {
        fprintf(stderr, "accuracy: %s\n", library ? "not enough memory" : err.text);
        library_close(library);
        free(report);
        return 1;
    }
    report->library = library;
    int count = find_exercises(UNGUARD_SOURCE_DIR "/config/exercises", id);
    for (int i = 0; i < count; i++)
        if (!args.exercise || strcmp(args.exercise, id[i]) == 0)
            add_exercise(report, id[i], &args);
    rows_run(report->row, report->used * ROWS);
    print_report(report, &args);
    rows_free(report->row, report->used * ROWS);
    free(report);
    library_close(library);
    return 0;
}
