/* Benchmarks: figures to read, never a pass or a failure. Each prints medians of several runs. */
#ifndef UNGUARD_BENCH_H
#define UNGUARD_BENCH_H

#include "coach/input.h"
#include "plan/plan.h"

/* One function a benchmark, by its own file; argv[0] is its name. Returns an exit code. A build
 * without a room lacks that room's benchmarks (weak symbols: NULL then). */
#define BENCH_WEAK __attribute__((weak))
int bench_coach(int argc, char **argv);
int bench_golden(int argc, char **argv) BENCH_WEAK;
int bench_accuracy(int argc, char **argv) BENCH_WEAK;
int bench_guarding(int argc, char **argv) BENCH_WEAK;
int bench_real(int argc, char **argv) BENCH_WEAK;
int bench_score(int argc, char **argv) BENCH_WEAK;
int bench_vision(int argc, char **argv) BENCH_WEAK;
int bench_pose(int argc, char **argv) BENCH_WEAK;
int bench_markers(int argc, char **argv) BENCH_WEAK;
int bench_jitter(int argc, char **argv) BENCH_WEAK;
int bench_screen(int argc, char **argv) BENCH_WEAK;
int bench_history(int argc, char **argv) BENCH_WEAK;
int bench_latency(int argc, char **argv) BENCH_WEAK;
int bench_weeks(int argc, char **argv) BENCH_WEAK;
int bench_rendered(int argc, char **argv) BENCH_WEAK;

/* Seconds since some moment that does not move. */
double bench_now_s(void);

/* Sorts the values; the middle one. */
double bench_median(double *value, int count);

/* A quarter of an hour at 30 poses a second. */
#define BENCH_POSES 27000

/* A plan long enough for them, and a person who squats all the time, on the recording's grid. Both
 * malloc'ed, never NULL. */
struct plan *bench_plan(void);
struct input *bench_session(int poses);

#endif
