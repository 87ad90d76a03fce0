#include "probe.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the child: answers through the pipe, first byte '1' or '0', and never returns. */
static void answer(probe_look *look, void *self, int pipe_end)
{
    char message[1 + PROBE_TEXT] = {0};
    const int quiet = open("/dev/null", O_WRONLY);
    if (quiet >= 0)
        dup2(quiet, STDERR_FILENO);
    message[0] = look(self, message + 1) ? '1' : '0';
    message[PROBE_TEXT] = '\0';
    const ssize_t sent = write(pipe_end, message, sizeof(message));
    _exit(sent == (ssize_t)sizeof(message) ? 0 : 1);
}

static bool hear(int pipe_end, int limit_s, char text[PROBE_TEXT])
{
    char message[1 + PROBE_TEXT] = {0};
    struct pollfd wait = {.fd = pipe_end, .events = POLLIN};
    if (poll(&wait, 1, limit_s * 1000) <= 0) {
        snprintf(text, PROBE_TEXT, "no answer within %d s", limit_s);
        return false;
    }
    if (read(pipe_end, message, sizeof(message)) != (ssize_t)sizeof(message)) {
        text_copy(text, PROBE_TEXT, "the look at it broke off");
        return false;
    }
    text_copy(text, PROBE_TEXT, message + 1);
    return message[0] == '1';
}

bool probe_run(probe_look *look, void *self, int limit_s, char text[PROBE_TEXT])
{
    int ends[2];
    if (pipe(ends) != 0) {
        text_copy(text, PROBE_TEXT, "the system is out of file handles");
        return false;
    }
    fflush(NULL); /* or the child would print it again */
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        answer(look, self, ends[1]);
    }
    close(ends[1]);
    bool works = false;
    if (child < 0)
        text_copy(text, PROBE_TEXT, "the system can't start another process");
    else
        works = hear(ends[0], limit_s, text);
    close(ends[0]);
    if (child > 0) {
        kill(child, SIGKILL); /* a camera driver may hang; one that has answered is gone already */
        waitpid(child, NULL, 0);
    }
    return works;
}
