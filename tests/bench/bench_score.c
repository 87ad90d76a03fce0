/* A 15-minute recording scored as a person would: the whole program, from start to exit, beside the
 * same program doing nothing but say its version. */
#include "bench.h"
#include "session/recording.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUNS 15

extern char **environ;

/* Seconds of one run with its output thrown away; negative when it did not end with 0. */
static double time_process(char *const argv[])
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child;
    int status = -1;
    double start = bench_now_s();
    int failed = posix_spawn(&child, argv[0], &actions, NULL, argv, environ);
    if (!failed)
        waitpid(child, &status, 0);
    double took = bench_now_s() - start;
    posix_spawn_file_actions_destroy(&actions);
    return !failed && status == 0 ? took : -1;
}

/* Medians of three commands, taken in turn so that a busy moment of the machine meets them all. */
static bool time_medians(char *const *const command[3], double median[3])
{
    double took[3][RUNS];
    for (int run = 0; run < RUNS; run++)
        for (int i = 0; i < 3; i++) {
            took[i][run] = time_process(command[i]);
            if (took[i][run] < 0) {
                fprintf(stderr, "score: %s %s could not be run\n", command[i][0], command[i][1]);
                return false;
            }
        }
    for (int i = 0; i < 3; i++)
        median[i] = bench_median(took[i], RUNS);
    return true;
}

static bool write_session(const char *path)
{
    struct plan *plan = bench_plan();
    struct input *input = bench_session(BENCH_POSES);
    struct recording_header header = {UNGUARD_VERSION, "bench", "-", 0};
    struct error err = {""};
    struct recorder *recorder = recorder_open(path, &header, plan, &err);
    for (int i = 0; recorder && i < BENCH_POSES; i++)
        recorder_put(recorder, &input[i]);
    bool good = recorder && recorder_close(recorder, &err);
    if (!good)
        fprintf(stderr, "%s\n", err.text);
    free(input);
    free(plan);
    return good;
}

/* The program beside this one, unless another is named. */
static void find_program(char *path, size_t size, int argc, char **argv)
{
    if (argc > 1) {
        snprintf(path, size, "%s", argv[1]);
        return;
    }
    char self[1024];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(self, '/');
    if (slash)
        *slash = '\0';
    snprintf(path, size, "%s/unguard", slash ? self : ".");
}

int bench_score(int argc, char **argv)
{
    char program[1100], path[] = "/tmp/unguard-bench-XXXXXX/a.rec";
    find_program(program, sizeof program, argc, argv);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    if (!mkdtemp(path)) {
        fprintf(stderr, "score: /tmp can't be written to: %s\n", strerror(errno));
        return 3;
    }
    *slash = '/';
    struct stat file = {0};
    double median[3] = {0};
    char *const version_argv[] = {program, "--version", NULL};
    char *const text_argv[] = {program, "score", path, NULL};
    char *const json_argv[] = {program, "score", path, "--json", NULL};
    char *const *const commands[3] = {version_argv, text_argv, json_argv};
    bool good = write_session(path) && stat(path, &file) == 0 && time_medians(commands, median);
    unlink(path);
    *slash = '\0';
    rmdir(path);
    if (!good)
        return 3;
    printf("score: %d poses, %.1f MB (medians of %d runs)\n", BENCH_POSES,
           (double)file.st_size / 1e6, RUNS);
    printf("  unguard --version     %7.1f ms\n", median[0] * 1e3);
    printf("  unguard score         %7.1f ms, %.1f ms beyond\n", median[1] * 1e3,
           (median[1] - median[0]) * 1e3);
    printf("  unguard score --json  %7.1f ms, %.1f ms beyond\n", median[2] * 1e3,
           (median[2] - median[0]) * 1e3);
    return 0;
}
