/* How well the coach counts, measures and warns, before a simulated person whose every movement is
 * known: unguard-bench accuracy --seed N --sets M [--exercise ID] */
#include "bench.h"
#include "plan/library.h"
#include "trial.h"
#include "wilson.h"

#include <dirent.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_EXERCISES 48
#define MAX_WORKERS   16
#define SET_REPS      3
#define MOST_HOLD_S   5.0f /* long holds are cut: they cost time and show nothing new */

/* Noise of a 480-line picture. */
static const struct {
    float px, correlation;
    const char *name;
} noises[] = {{0.5f, 0, "0.5 px"}, {1, 0, "1 px"}, {2, 0, "2 px"}, {1, 0.8f, "1 px rho .8"}};

/* Several sets alike. */
struct row {
    const struct plan *plan;
    struct performer_options options;
    int sets;
    /* what came of them */
    int done, exact, reps, counted, stray, hidden_counted, early_counted;
    double error_sum, bias_sum, hold_sum, score_sum;
    int seen, poses, ranged, held, scored, below_95;
    int false_found[TRIAL_RULES], false_early[TRIAL_RULES];
};

struct work {
    struct row *row;
    int count, next;
    pthread_mutex_t lock;
};

static void add_rep(struct row *row, const struct trial_rep *rep)
{
    row->reps++;
    if (rep->counted && rep->scored) {
        row->scored++;
        row->score_sum += (double)rep->score;
        row->below_95 += rep->score < 95;
    }
    if (rep->counted && rep->ranged) {
        row->ranged++;
        row->bias_sum += (double)rep->peak - (double)rep->true_peak;
    }
    if (rep->counted && rep->held) {
        row->held++;
        row->hold_sum += fabs((double)rep->hold_s - (double)rep->true_hold_s);
    }
    for (int i = 0; i < TRIAL_RULES; i++) {
        row->false_found[i] += rep->rule[i].found && !rep->rule[i].nearly;
        row->false_early[i] += rep->rule[i].early && !rep->rule[i].nearly;
    }
}

static void add_trial(struct row *row, const struct trial *trial)
{
    row->done++;
    row->exact += trial->counted == trial->completed && trial->stray == 0;
    row->counted += trial->counted;
    row->stray += trial->stray;
    row->hidden_counted += trial->hidden_counted;
    row->error_sum += trial->error_sum;
    row->seen += trial->seen;
    row->poses += trial->poses;
    for (int i = 0; i < trial->rep_count; i++)
        add_rep(row, &trial->rep[i]);
}

static void *do_rows(void *argument)
{
    struct work *work = argument;
    for (;;) {
        pthread_mutex_lock(&work->lock);
        int at = work->next++;
        pthread_mutex_unlock(&work->lock);
        if (at >= work->count)
            return NULL;
        struct row *row = &work->row[at];
        for (int set = 0; set < row->sets; set++) {
            struct performer_options options = row->options;
            struct trial trial;
            options.seed = row->options.seed * 1000003u + (uint64_t)set;
            if (trial_run(row->plan, options, &trial))
                add_trial(row, &trial);
        }
    }
}

static void run_rows(struct row *row, int count)
{
    struct work work = {.row = row, .count = count};
    pthread_t thread[MAX_WORKERS];
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int workers = cores < 1 ? 1 : cores > MAX_WORKERS ? MAX_WORKERS : (int)cores, started = 0;
    pthread_mutex_init(&work.lock, NULL);
    while (started < workers && pthread_create(&thread[started], NULL, do_rows, &work) == 0)
        started++;
    if (started == 0)
        do_rows(&work);
    for (int i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
    pthread_mutex_destroy(&work.lock);
}

static bool make_plan(struct library *library, const char *id, int reps, struct plan *plan,
                      struct error *err)
{
    const struct exercise *exercise = library_exercise(library, id, err);
    if (!exercise)
        return false;
    struct routine routine = routine_of_exercise(id, id);
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    routine.step[0].sets = 1;
    routine.step[0].reps = reps;
    if (exercise->target.hold_s > MOST_HOLD_S)
        routine.step[0].hold_s = MOST_HOLD_S;
    /* The limb that the target is read from is the near one. */
    bool other = exercise->target.signal.side == SIGNAL_OTHER;
    routine.step[0].side = other ? SIDE_RIGHT : SIDE_LEFT;
    return plan_resolve(&routine, library_finder(library), &profile, &settings, plan, err);
}

/* ---- rows ---- */

enum { NOISES = ARRAY_LENGTH(noises), BODIES = 3, HIDDEN = NOISES * (1 + BODIES), ROWS };
static const float bodies_px[BODIES] = {400, 300, 220};

static struct performer_options person(uint64_t seed, int noise)
{
    return (struct performer_options){.frame_rate = 30,
                                      .noise_px = noises[noise].px,
                                      .correlation = noises[noise].correlation,
                                      .dropout = 0.05f,
                                      .seed = seed,
                                      .aspect = 16.0f / 9,
                                      .varied = true};
}

/* For each noise: bodies of all sizes, then of each of three; last, with the hips hidden. */
static void fill_rows(const struct plan *plan, uint64_t seed, int sets, struct row *row)
{
    int few = sets < 4 ? 1 : sets / 4;
    for (int n = 0; n < NOISES; n++) {
        struct row *first = &row[n * (1 + BODIES)];
        *first = (struct row){.plan = plan, .options = person(seed, n), .sets = sets};
        for (int b = 0; b < BODIES; b++) {
            first[1 + b] = *first;
            first[1 + b].options.body_px = bodies_px[b];
            first[1 + b].sets = few;
        }
    }
    row[HIDDEN] = (struct row){.plan = plan, .options = person(seed, 1), .sets = few};
    row[HIDDEN].options.hips_hidden = 2;
}

static double mean(double sum, int count)
{
    return count > 0 ? sum / count : NAN;
}

static const char *met(bool good)
{
    return good ? "" : "!";
}

static void print_clean(const char *id, const struct row *row)
{
    for (int n = 0; n < NOISES; n++) {
        const struct row *all = &row[n * (1 + BODIES)];
        struct wilson exact = wilson_of(all->exact, all->done);
        double error[BODIES];
        for (int b = 0; b < BODIES; b++)
            error[b] = mean(all[1 + b].error_sum, all[1 + b].seen);
        double hold = mean(all->hold_sum, all->held);
        printf("%-24s %-12s %4d/%-4d %5.1f%% [%5.1f %5.1f]%1s %3d %7.2f%1s %5.2f %5.2f %6.2f "
               "%6.2f%1s %5.0f%% %5.1f %4d/%d\n",
               n == 0 ? id : "", noises[n].name, all->exact, all->done, 100 * exact.share,
               100 * exact.low, 100 * exact.high, met(n != 1 || exact.share >= 0.98), all->stray,
               error[0], met(n != 1 || !(error[0] > 3)), error[1], error[2],
               mean(all->bias_sum, all->ranged), hold, met(n != 1 || !(hold > 0.2)),
               100 * mean(all->seen, all->poses), mean(all->score_sum, all->scored), all->below_95,
               all->scored);
    }
    const struct row *hidden = &row[HIDDEN];
    printf("%-24s hips hidden in one of %d: %d counted%s, sets otherwise exact %d/%d\n", "",
           SET_REPS, hidden->hidden_counted, met(hidden->hidden_counted == 0), hidden->exact,
           hidden->done);
}

static const char clean_heading[] =
    "CLEAN SETS of %d repetitions, 30 frames a second, 5 %% of joints lost, varied as people and\n"
    "cameras do (! = goal missed; goals at 1 px: exact 98 %%, strays 0, angle 3 deg at 400 px,\n"
    "hold 0.2 s). angle: mean absolute error of the target signal, its unit, a body of 400, 300,\n"
    "220 px; bias: of the range's peak; seen: share of poses that saw the target; score: mean, "
    "and\n"
    "how many repetitions of all scored fell below 95. Holds longer than %.0f s are cut to "
    "that.\n\n"
    "%-24s %-12s %9s %6s %15s %4s %8s %5s %5s %6s %7s %6s %5s %s\n";

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

int bench_accuracy(int argc, char **argv)
{
    struct args args;
    struct error err = {""};
    static char id[MAX_EXERCISES][ID_SIZE];
    if (!take_args(argc, argv, &args)) {
        fprintf(stderr, "unguard-bench accuracy [--seed N] [--sets M] [--exercise ID]\n");
        return 2;
    }
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", &err);
    if (!library) {
        fprintf(stderr, "accuracy: %s\n", err.text);
        return 1;
    }
    int count = find_exercises(UNGUARD_SOURCE_DIR "/config/exercises", id);
    struct plan *plan = calloc(MAX_EXERCISES, sizeof *plan);
    struct row *row = calloc(MAX_EXERCISES * ROWS, sizeof *row);
    int used = 0;
    const char *name[MAX_EXERCISES];
    for (int i = 0; plan && row && i < count; i++) {
        if (args.exercise && strcmp(args.exercise, id[i]) != 0)
            continue;
        if (!make_plan(library, id[i], SET_REPS, &plan[used], &err)) {
            printf("%s: left out: %s\n", id[i], err.text);
            continue;
        }
        if (plan[used].step[0].guided) {
            printf("%s: guided: led by the clock, nothing is measured\n", id[i]);
            continue;
        }
        name[used] = id[i];
        fill_rows(&plan[used], args.seed, args.sets, &row[used * ROWS]);
        used++;
    }
    run_rows(row, used * ROWS);
    printf(clean_heading, SET_REPS, (double)MOST_HOLD_S, "exercise", "noise", "exact", "share",
           "Wilson 95 %", "stray", "400 px", "300", "220", "bias", "hold", "seen", "score", "<95");
    for (int i = 0; i < used; i++)
        print_clean(name[i], &row[i * ROWS]);
    free(row);
    free(plan);
    library_close(library);
    return 0;
}
