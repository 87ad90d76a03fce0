/* How well guarding signs are told, and how seldom without cause, before a simulated person:
 * unguard-bench guarding [--seed N] [--sets M] [--exercise ID] */
#include "guarding.h"
#include "plan/library.h"
#include "pool.h"
#include "wilson.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FLAW_REPS   4 /* practice, then the one in question */
#define CLEAN_REPS  8
#define HOLD_S      2.0f /* longer holds cost time and show nothing new */
#define GOAL        0.85
#define GOAL_PAUSES 1.0 /* in 40 clean repetitions */

/* Views from the side, the front and the feet; upright, lying, on hands and knees. */
static const char *const exercise_ids[GUARDING_EXERCISES] = {"mini_squat",
                                                             "sit_to_stand",
                                                             "hip_hinge",
                                                             "hip_abduction_standing",
                                                             "adductor_squeeze",
                                                             "bridge",
                                                             "dead_bug",
                                                             "quadruped_hip_ext",
                                                             "bird_dog",
                                                             "clamshell",
                                                             "side_bend_seated",
                                                             "hip_abduction_side_lying",
                                                             "lower_trunk_rotation",
                                                             "hamstring_supine"};
enum { EXERCISES = GUARDING_EXERCISES, GRADES = 4, NOISES = 3 };

static const float noises_px[NOISES] = {0.5f, 1, 2};

/* What stands for a sign. */
static const struct {
    enum guarding_sign sign;
    enum flaw_kind flaw;
} causes[] = {{SIGN_REDUCED_RANGE, FLAW_SHORT}, {SIGN_REDUCED_RANGE, FLAW_ASYMMETRY},
              {SIGN_SLOWING, FLAW_SLOWING},     {SIGN_HESITATION, FLAW_HESITATION},
              {SIGN_JERKINESS, FLAW_TREMOR},    {SIGN_ASYMMETRY, FLAW_ASYMMETRY},
              {SIGN_SHIFT, FLAW_SHIFT},         {SIGN_WITHDRAWAL, FLAW_WITHDRAWAL},
              {SIGN_WITHDRAWAL, FLAW_RECOIL},   {SIGN_SUPPORT, FLAW_SUPPORT},
              {SIGN_SUPPORT, FLAW_RUBBING}};
enum { CAUSES = ARRAY_LENGTH(causes) };

static bool make_plan(struct library *library, const char *id, int reps, bool both,
                      struct plan *plan, struct error *err)
{
    const struct exercise *exercise = library_exercise(library, id, err);
    if (!exercise)
        return false;
    struct routine routine = routine_of_exercise(id, id);
    struct profile profile = profile_default();
    struct feature_settings settings = feature_settings_default();
    struct routine_step *step = &routine.step[0];
    step->sets = 1;
    step->reps = reps;
    if (exercise->target.hold_s > HOLD_S)
        step->hold_s = HOLD_S;
    /* The limb that the target is read from is the near one. */
    bool other = exercise->target.signal.side == SIGNAL_OTHER;
    step->side = both ? SIDE_NONE : other ? SIDE_RIGHT : SIDE_LEFT;
    return plan_resolve(&routine, library_finder(library), &profile, &settings, plan, err);
}

/* ---- rows ---- */

struct plan_of_rows {
    struct tally *tally; /* NULL: only counts them */
    int count;
};

/* A row's sets go round the exercises that can show it. */
static void add_row(const struct guarding_bench *bench, struct plan_of_rows *rows, struct tally row,
                    int sets)
{
    int able = 0, seen = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < EXERCISES; i++) {
            bool shows = row.kind != KIND_SIGN && row.kind != KIND_SIDES;
            shows = shows || bench->plan[i].step[0].guarding.signs & guarding_bit(row.sign);
            if (!bench->usable[i] || !shows)
                continue;
            if (pass == 0) {
                able++;
                continue;
            }
            row.exercise = i;
            row.sets = sets / able + (seen++ < sets % able);
            if (rows->tally)
                rows->tally[rows->count] = row;
            rows->count++;
        }
}

/* All rows in the order in which they are printed; returns each one's place. */
struct row_at {
    int first, count;
};
enum {
    SIGN_ROWS = CAUSES * (GRADES + NOISES - 1),
    CLEAN_ROWS = 2 * NOISES,
    THROUGH_ROWS = 2 * GRADES,
    ALL_ROWS = SIGN_ROWS + CLEAN_ROWS + THROUGH_ROWS
};

static struct row_at put_row(const struct guarding_bench *bench, struct plan_of_rows *rows,
                             struct tally row, int sets)
{
    struct row_at place = {rows->count, 0};
    add_row(bench, rows, row, sets);
    place.count = rows->count - place.first;
    return place;
}

static void put_rows(const struct guarding_bench *bench, struct plan_of_rows *rows, int sets,
                     struct row_at at[ALL_ROWS])
{
    for (int c = 0; c < CAUSES; c++)
        for (int i = 0; i < GRADES + NOISES - 1; i++) {
            struct tally row = {.kind = KIND_SIGN, .sign = causes[c].sign};
            int noise = i < GRADES ? 1 : i == GRADES ? 0 : 2;
            row.flaw =
                (struct flaw){.kind = causes[c].flaw, .grade = (float)(i < GRADES ? i + 1 : 2)};
            row.noise_px = noises_px[noise];
            if (row.sign == SIGN_ASYMMETRY)
                row.kind = KIND_SIDES;
            *at++ = put_row(bench, rows, row, sets);
        }
    for (int known = 0; known < 2; known++)
        for (int n = 0; n < NOISES; n++) {
            struct tally row = {.kind = known ? KIND_KNOWN : KIND_CLEAN, .noise_px = noises_px[n]};
            *at++ = put_row(bench, rows, row, sets);
        }
    for (int tired = 0; tired < 2; tired++)
        for (int g = 0; g < GRADES; g++) {
            struct tally row = {.kind = KIND_THROUGH, .noise_px = 1};
            row.flaw =
                (struct flaw){.kind = tired ? FLAW_FATIGUE : FLAW_SLOWING, .grade = (float)(g + 1)};
            *at++ = put_row(bench, rows, row, sets);
        }
}

static struct tally sum_of(const struct guarding_bench *bench, struct row_at at)
{
    struct tally sum = {0};
    for (int i = at.first; i < at.first + at.count; i++) {
        const struct tally *one = &bench->tally[i];
        sum.given += one->given;
        sum.found += one->found;
        sum.is_so += one->is_so;
        sum.found_so += one->found_so;
        sum.reps += one->reps;
        sum.with_any += one->with_any;
        sum.alerts += one->alerts;
        for (int sign = 0; sign < SIGN_COUNT; sign++)
            sum.told[sign] += one->told[sign];
    }
    return sum;
}

/* ---- printing ---- */

static void print_share(int hits, int count, bool goal)
{
    struct wilson share = wilson_of(hits, count);
    if (count == 0)
        printf("  %-24s", "-");
    else
        printf("  %3.0f%% [%3.0f %3.0f] of %-4d%s", 100 * share.share, 100 * share.low,
               100 * share.high, count, goal && share.share < GOAL ? " !" : "  ");
}

static void print_by_exercise(const struct guarding_bench *bench, struct row_at at)
{
    printf("    grade 2 by exercise:");
    for (int i = at.first; i < at.first + at.count; i++) {
        const struct tally *one = &bench->tally[i];
        if (one->is_so > 0)
            printf(" %s %d/%d", exercise_ids[one->exercise], one->found_so, one->is_so);
        else
            printf(" %s -", exercise_ids[one->exercise]);
    }
    printf("\n");
}

static void print_sign(const struct guarding_bench *bench, int cause, const struct row_at *at)
{
    printf("%s, by %s\n", guarding_sign_name(causes[cause].sign), flaw_name(causes[cause].flaw));
    for (int i = 0; i < GRADES + NOISES - 1; i++) {
        struct tally sum = sum_of(bench, at[i]);
        int grade = i < GRADES ? i + 1 : 2;
        float px = i < GRADES ? 1 : i == GRADES ? noises_px[0] : noises_px[2];
        printf("  grade %d, %.1f px", grade, (double)px);
        print_share(sum.found, sum.given, false);
        print_share(sum.found_so, sum.is_so, grade >= 2);
        struct wilson so = wilson_of(sum.found_so, sum.is_so);
        if (grade >= 2 && sum.is_so > 0 && so.share < GOAL)
            printf(" MISS by %.0f points of 100", 100 * (GOAL - so.share));
        printf("\n");
    }
    print_by_exercise(bench, at[1]);
}

static void print_told(const struct tally *sum)
{
    for (int sign = 0; sign < SIGN_COUNT; sign++)
        if (sum->told[sign] > 0)
            printf(" %s %.1f%%", guarding_sign_name((enum guarding_sign)sign),
                   100.0 * sum->told[sign] / sum->reps);
    printf("\n");
}

static void print_clean(const struct guarding_bench *bench, const char *what, float px,
                        struct row_at at)
{
    struct tally sum = sum_of(bench, at);
    double per = sum.reps > 0 ? 40.0 / sum.reps : 0;
    struct wilson bound = wilson_of(sum.alerts, sum.reps);
    printf("  %-22s %.1f px  %5d judged  %5.2f with a sign  %5.2f pauses [%.2f %.2f]%s;", what,
           (double)px, sum.reps, per * sum.with_any, per * sum.alerts, 40 * bound.low,
           40 * bound.high, per * sum.alerts > GOAL_PAUSES ? " MISS" : "");
    print_told(&sum);
    for (int i = at.first; i < at.first + at.count; i++) {
        const struct tally *one = &bench->tally[i];
        if (one->reps > 0 && 40.0 * one->alerts / one->reps > GOAL_PAUSES)
            printf("    MISS: %s: %.1f pauses in 40 (%d repetitions)\n",
                   exercise_ids[one->exercise], 40.0 * one->alerts / one->reps, one->reps);
    }
}

static void print_through(const struct guarding_bench *bench, const char *what, int grade,
                          struct row_at at)
{
    struct tally sum = sum_of(bench, at);
    struct wilson any = wilson_of(sum.with_any, sum.reps);
    printf("  %-22s grade %d  %5d judged  %3.0f%% with a sign [%.0f %.0f]  %5.2f pauses in 40;",
           what, grade, sum.reps, 100 * any.share, 100 * any.low, 100 * any.high,
           sum.reps > 0 ? 40.0 * sum.alerts / sum.reps : 0);
    print_told(&sum);
}

static void print_all(const struct guarding_bench *bench, const struct row_at *at)
{
    printf(
        "GUARDING SIGNS: three practice repetitions, then one as named (asymmetry: all of one\n"
        "side's, in this session and the one before). Shares of the repetitions given the flaw,\n"
        "then of those that were truly past the sign's threshold without noise (range; sides, in\n"
        "both sessions; slowing; a quick return; the others by their grade alone), Wilson 95 %%. "
        "Goal %.0f %% from grade 2 "
        "(!);\n"
        "-: none was so.\n\n",
        100 * GOAL);
    for (int c = 0; c < CAUSES; c++)
        print_sign(bench, c, &at[c * (GRADES + NOISES - 1)]);
    at += SIGN_ROWS;
    printf("\nCLEAN, with the full variation of tempo, range, body and camera, per 40 repetitions\n"
           "(goal: %.0f pause at most):\n",
           GOAL_PAUSES);
    for (int i = 0; i < CLEAN_ROWS; i++)
        print_clean(bench, i < NOISES ? "after practice" : "known from before",
                    noises_px[i % NOISES], at[i]);
    at += CLEAN_ROWS;
    printf("\nNOT GUARDING, at 1 px: every repetition after practice\n");
    for (int i = 0; i < THROUGH_ROWS; i++)
        print_through(bench, i < GRADES ? "smooth but slow" : "tired, not guarding", i % GRADES + 1,
                      at[i]);
}

/* ---- the command ---- */

static bool take_args(int argc, char **argv, uint64_t *seed, int *sets, const char **exercise)
{
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--seed") == 0)
            *seed = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--sets") == 0)
            *sets = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--exercise") == 0)
            *exercise = argv[i + 1];
        else
            return false;
    }
    return argc % 2 == 1 && *sets > 0;
}

static void load_plans(struct guarding_bench *bench, struct library *library, const char *only)
{
    struct error err;
    printf("exercises:");
    for (int i = 0; i < EXERCISES; i++) {
        const char *id = exercise_ids[i];
        if (only && strcmp(only, id) != 0)
            continue;
        bench->usable[i] = make_plan(library, id, FLAW_REPS, false, &bench->plan[i], &err) &&
                           make_plan(library, id, CLEAN_REPS, false, &bench->long_plan[i], &err) &&
                           make_plan(library, id, FLAW_REPS, true, &bench->both[i], &err);
        printf(" %s", bench->usable[i] ? id : err.text);
    }
    printf("\n\n");
}

int bench_guarding(int argc, char **argv)
{
    struct error err = {""};
    int sets = 200;
    uint64_t seed = 1;
    const char *only = NULL;
    if (!take_args(argc, argv, &seed, &sets, &only)) {
        fprintf(stderr, "unguard-bench guarding [--seed N] [--sets M] [--exercise ID]\n");
        return 2;
    }
    struct library *library = library_open(UNGUARD_SOURCE_DIR "/config", &err);
    struct guarding_bench *bench = calloc(1, sizeof *bench);
    if (!library || !bench) {
        fprintf(stderr, "guarding: %s\n", library ? "out of memory" : err.text);
        library_close(library);
        free(bench);
        return 1;
    }
    struct row_at at[ALL_ROWS];
    struct plan_of_rows rows = {0};
    bench->seed = seed;
    load_plans(bench, library, only);
    put_rows(bench, &rows, sets, at); /* counts them */
    bench->tally = rows.tally = calloc((size_t)rows.count + 1, sizeof *rows.tally);
    int count = rows.count;
    rows.count = 0;
    if (rows.tally) {
        put_rows(bench, &rows, sets, at);
        pool_run(count, guarding_do_tally, bench);
        print_all(bench, at);
    }
    free(bench->tally);
    free(bench);
    library_close(library);
    return 0;
}
