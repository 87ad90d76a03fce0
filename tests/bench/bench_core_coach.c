/* Poses a second through the coach alone, on one core. */
#include "bench.h"
#include "coach/coach.h"

#include <stdio.h>
#include <stdlib.h>

#define RUNS 11

int bench_coach(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct plan *plan = bench_plan();
    struct input *input = bench_session(BENCH_POSES);
    struct coach *coach = calloc(1, sizeof *coach);
    if (!coach)
        return 3;
    double rate[RUNS];
    int reps = 0, last = 0;
    for (int run = 0; run < RUNS; run++) {
        struct event event[COACH_MAX_EVENTS];
        reps = 0;
        coach_init(coach, plan);
        double start = bench_now_s();
        for (int i = 0; i < BENCH_POSES; i++) {
            int count = coach_step(coach, &input[i], event);
            for (int e = 0; e < count; e++) {
                reps += event[e].type == EVENT_REP;
                if (event[e].type == EVENT_SESSION_DONE)
                    last = i;
            }
        }
        rate[run] = BENCH_POSES / (bench_now_s() - start);
    }
    printf("coach: %.0f poses a second (median of %d runs, %d poses, %d repetitions%s)\n",
           bench_median(rate, RUNS), RUNS, BENCH_POSES, reps,
           last ? ", the routine ended before the poses did" : "");
    free(coach);
    free(input);
    free(plan);
    return 0;
}
