#include "speech.h"

#include "pace.h"
#include "wav.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM  "espeak-ng"
#define REMEDY   "; without it all that is said stands on the screen: sudo apt install espeak-ng"
#define WAIT_US  4000
#define MADE_FOR "1" /* a number more where the arguments below change: older files are left */

extern char **environ;

bool speech_voice_is_good(const char *voice)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return voice[0] != '\0' && strchr(letters, voice[0]) != NULL &&
           strspn(voice, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-_") ==
               strlen(voice);
}

bool speech_program(char path[PATH_SIZE])
{
    char folders[4096], found[PATH_SIZE];
    const char *search = getenv("PATH");
    text_copy(folders, sizeof(folders), search != NULL ? search : "/usr/bin:/bin");
    char *rest = NULL;
    for (char *folder = strtok_r(folders, ":", &rest); folder != NULL;
         folder = strtok_r(NULL, ":", &rest)) {
        if (snprintf(found, sizeof(found), "%s/" PROGRAM, folder) >= (int)sizeof(found) ||
            access(found, X_OK) != 0)
            continue;
        if (path != NULL)
            text_copy(path, PATH_SIZE, found);
        return true;
    }
    return false;
}

void speech_path(const struct speech *speech, const char *text, char path[PATH_SIZE + 32])
{
    uint64_t hash = hash_bytes(HASH_START, MADE_FOR, sizeof(MADE_FOR));
    hash = hash_bytes(hash, speech->voice, strlen(speech->voice) + 1);
    hash = hash_bytes(hash, &(int32_t){speech->rate}, sizeof(int32_t));
    hash = hash_bytes(hash, text, strlen(text));
    snprintf(path, PATH_SIZE + 32, "%s/%016llx.wav", speech->folder, (unsigned long long)hash);
}

/* Starts it with the text's pipe as its input, and nothing of ours as its output. In a group of its
 * own, so that it can be ended with whatever it started. -1: it could not be started. */
static pid_t start(const struct speech *speech, const char *program, int text_end,
                   const char *out_path)
{
    char rate[16];
    snprintf(rate, sizeof(rate), "%d", speech->rate);
    char *const arguments[] = {(char *)PROGRAM,       (char *)"--stdin", (char *)"-b",
                               (char *)"1",           (char *)"-z",      (char *)"-v",
                               (char *)speech->voice, (char *)"-s",      rate,
                               (char *)"-w",          (char *)out_path,  NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    pid_t child = -1;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawn_file_actions_adddup2(&files, text_end, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawn(&child, program, &files, &attributes, arguments, environ) != 0)
        child = -1;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return child;
}

/* Waits for its end, and ends it when it takes too long. */
static bool finish(pid_t child, struct error *err)
{
    const int64_t limit_us = pace_now_us() + SPEECH_LIMIT_S * (int64_t)1000000;
    int status = 0;
    pid_t ended;
    while ((ended = waitpid(child, &status, WNOHANG)) == 0 && pace_now_us() < limit_us)
        pace_sleep_us(WAIT_US);
    if (ended == 0) {
        kill(-child, SIGKILL);
        waitpid(child, NULL, 0);
        return error_set(err, PROGRAM " did not answer within %d s" REMEDY, SPEECH_LIMIT_S);
    }
    return (ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
           error_set(err,
                     PROGRAM " did not speak; look at the voice's name in unguard.cfg: `" PROGRAM
                             " --voices=en` lists them");
}

static bool run(const struct speech *speech, const char *text, const char *out_path,
                struct error *err)
{
    char program[PATH_SIZE];
    int ends[2];
    if (!speech_program(program))
        return error_set(err, "there is no program " PROGRAM REMEDY);
    if (pipe(ends) != 0)
        return error_set(err, "the system is out of file handles");
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    /* A cue fits into the pipe, so it can be written before anyone reads. */
    const size_t length = strlen(text);
    const bool written = write(ends[1], text, length) == (ssize_t)length;
    close(ends[1]);
    const pid_t child = written ? start(speech, program, ends[0], out_path) : -1;
    close(ends[0]);
    if (child < 0)
        return error_set(err, PROGRAM " can't be started (%s)" REMEDY, strerror(errno));
    return finish(child, err);
}

/* Under another name first: a file of that name is whole, or was damaged later. */
static bool make(struct speech *speech, const char *text, const char *path, struct error *err)
{
    char part[PATH_SIZE + 64];
    snprintf(part, sizeof(part), "%s.%ld", path, (long)getpid());
    if (!speech_voice_is_good(speech->voice))
        return error_set(err, "\"%.32s\" is no voice's name", speech->voice);
    if (!run(speech, text, part, err)) {
        unlink(part);
        return false;
    }
    speech->made++;
    if (rename(part, path) == 0)
        return true;
    unlink(part);
    return error_set(err, "%.180s: can't be written (%s)", path, strerror(errno));
}

bool speech_get(struct speech *speech, const char *text, struct sound *sound, struct error *err)
{
    char path[PATH_SIZE + 32];
    speech_path(speech, text, path);
    return wav_read(path, sound, NULL) ||
           (make(speech, text, path, err) && wav_read(path, sound, err));
}
