/* Running the built program as a user does: its own process, its own home, no display. */
#ifndef UNGUARD_TESTS_PROGRAM_H
#define UNGUARD_TESTS_PROGRAM_H

#include "base.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM_TEXT    (256 * 1024)
#define PROGRAM_MAX     24  /* arguments */
#define PROGRAM_LIMIT_S 120 /* a program that hangs fails its test instead of stopping them all */

#define SHARED      UNGUARD_SOURCE_DIR "/../shared"
#define SHARED_CLIP SHARED "/data/pose_squats/pose_squats.mp4"
#define SHARED_NET  SHARED "/models/pose_landmark_lite.onnx"

/* Where one test works: a fresh folder that is the program's home and working directory. */
struct place {
    char folder[64];
};

struct ran {
    int exit_code; /* -1: ended by a signal */
    char out[PROGRAM_TEXT], err[PROGRAM_TEXT];
};

static inline struct place place_make(void)
{
    struct place place = {.folder = "/tmp/unguard-test-XXXXXX"};
    cr_assert_not_null(mkdtemp(place.folder));
    return place;
}

static inline void place_join(char path[512], const char *folder, const char *name)
{
    int length = snprintf(path, 512, "%s/%s", folder, name);
    cr_assert(length > 0 && length < 512, "%s/%s", folder, name);
}

static inline void place_remove(const char *folder)
{
    DIR *listing = opendir(folder);
    for (struct dirent *entry; listing && (entry = readdir(listing)) != NULL;) {
        char path[512];
        struct stat status;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        place_join(path, folder, entry->d_name);
        if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode))
            place_remove(path);
        else
            unlink(path);
    }
    if (listing)
        closedir(listing);
    rmdir(folder);
}

/* Files below folder whose name ends so; the last one's path goes to found (NULL: not wanted). */
static inline int place_count(const char *folder, const char *end, char found[512])
{
    int count = 0;
    DIR *listing = opendir(folder);
    for (struct dirent *entry; listing && (entry = readdir(listing)) != NULL;) {
        char path[512];
        struct stat status;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        place_join(path, folder, entry->d_name);
        if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
            count += place_count(path, end, found);
            continue;
        }
        size_t length = strlen(path), end_length = strlen(end);
        if (length < end_length || strcmp(path + length - end_length, end) != 0)
            continue;
        count++;
        if (found)
            text_copy(found, 512, path);
    }
    if (listing)
        closedir(listing);
    return count;
}

static inline void place_write(const struct place *place, const char *name, const char *text)
{
    char path[512];
    place_join(path, place->folder, name);
    for (char *slash = strchr(path + strlen(place->folder) + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "%s", path);
    fputs(text, file);
    fclose(file);
}

/* The program lies beside the folder of the tests. */
static inline void program_path(char path[512])
{
    ssize_t length = readlink("/proc/self/exe", path, 480);
    cr_assert(length > 0);
    path[length] = '\0';
    for (int i = 0; i < 2; i++)
        *strrchr(path, '/') = '\0';
    strcat(path, "/unguard");
    cr_assert(access(path, X_OK) == 0, "%s isn't built", path);
}

static inline void program_become(const struct place *place, char *const argv[], int out, int err)
{
    char path[512], home[96];
    program_path(path);
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO); /* nobody answers */
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    if (chdir(place->folder) != 0)
        _exit(126);
    setenv("HOME", place->folder, 1);
    snprintf(home, sizeof home, "%s/data", place->folder);
    setenv("XDG_DATA_HOME", home, 1);
    snprintf(home, sizeof home, "%s/config", place->folder);
    setenv("XDG_CONFIG_HOME", home, 1);
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    unsetenv("SDL_VIDEODRIVER");
    unsetenv("UNGUARD_CONFIG_DIR");
    alarm(PROGRAM_LIMIT_S);
    execv(path, argv);
    _exit(127);
}

/* Reads both ends until they close. With stop_after text on stdout, SIGTERM is sent once. */
static inline void program_listen(int out, int err, pid_t child, const char *stop_after,
                                  struct ran *ran)
{
    struct pollfd ends[2] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
    char *text[2] = {ran->out, ran->err};
    size_t length[2] = {0, 0};
    for (int open_ends = 2; open_ends > 0;) {
        poll(ends, 2, -1);
        for (int i = 0; i < 2; i++) {
            if (ends[i].fd < 0 || !ends[i].revents)
                continue;
            ssize_t got = read(ends[i].fd, text[i] + length[i], PROGRAM_TEXT - 1 - length[i]);
            if (got <= 0) {
                ends[i].fd = -1;
                open_ends--;
                continue;
            }
            length[i] += (size_t)got;
            text[i][length[i]] = '\0';
        }
        if (stop_after && strstr(ran->out, stop_after)) {
            kill(child, SIGTERM);
            stop_after = NULL;
        }
    }
}

/* Runs `unguard ARGUMENTS...`, the list ended by NULL. The result is the caller's to free. */
static inline struct ran *program_run(const struct place *place, const char *stop_after,
                                      const char *const arguments[])
{
    struct ran *ran = calloc(1, sizeof *ran);
    char *argv[PROGRAM_MAX + 2] = {(char *)"unguard"};
    for (int i = 0; i < PROGRAM_MAX && arguments[i]; i++)
        argv[i + 1] = (char *)arguments[i];
    int out[2], err[2];
    cr_assert(ran && pipe(out) == 0 && pipe(err) == 0);
    pid_t child = fork();
    cr_assert(child >= 0);
    if (child == 0) {
        close(out[0]);
        close(err[0]);
        program_become(place, argv, out[1], err[1]);
    }
    close(out[1]);
    close(err[1]);
    program_listen(out[0], err[0], child, stop_after, ran);
    int status;
    waitpid(child, &status, 0);
    ran->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    close(out[0]);
    close(err[0]);
    return ran;
}

#define PROGRAM_RUN(place, ...) program_run(place, NULL, (const char *const[]){__VA_ARGS__, NULL})

static inline bool shared_is_there(void)
{
    if (access(SHARED_CLIP, R_OK) == 0 && access(SHARED_NET, R_OK) == 0)
        return true;
    cr_log_warn("skipped: there is no folder of test data beside the checkout");
    return false;
}

static inline int text_count(const char *text, const char *piece)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, piece)) != NULL; at += strlen(piece))
        count++;
    return count;
}

#endif
