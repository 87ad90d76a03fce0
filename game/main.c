/* Unguard: the command table and nothing else. */
#include "commands.h"
#include "paths.h"
#include "plan/cfg.h"

#include <stdio.h>
#include <string.h>

struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
};

static const struct command commands[] = {
    {"play", cmd_play, "be guided through a routine, by camera, by video, or as a demo"},
    {"replay", cmd_replay, "watch a recorded session again"},
    {"record", cmd_record, "turn a video of one exercise into a recording"},
    {"score", cmd_score, "score recordings: the same figures every time"},
    {"plan", cmd_plan, "what the next session will be, and why"},
    {"check", cmd_check, "look through config files and say what to mend"},
    {"report", cmd_report, "your history as two printed pages, for you and your therapist"},
    {"markers", cmd_markers, "print tags to wear, which show the camera your joints"},
    {"landmarks", cmd_landmarks, "compare a tracker with reference landmarks"},
    {"history", cmd_history, "see, export or delete what is kept of your sessions"},
    {"doctor", cmd_doctor, "what works on this computer, and what to do about the rest"},
};

static void print_help(void)
{
    printf("unguard [COMMAND] [ARGUMENTS]\n\n"
           "A home coach for people whose sacroiliac joint hurts: it watches through a camera,\n"
           "guides a routine, and says ease off before a movement goes too far.\n"
           "Without a command it opens the home screen: today's routine, progress, settings.\n\n"
           "Commands:\n");
    for (size_t i = 0; i < ARRAY_LENGTH(commands); i++)
        printf("  %-10s %s\n", commands[i].name, commands[i].summary);
    printf("\n`unguard COMMAND --help` says more. `unguard --version` prints the version.\n\n"
           "Example:\n  unguard --source demo\n");
}

static const struct command *find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(commands); i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

/* `unguard ROUTINE` is short for `unguard play ROUTINE`. */
static bool is_routine(const char *name)
{
    char path[PATH_SIZE];
    return paths_find("routines", name, path) || paths_find("exercises", name, path);
}

static int say_unknown(const char *name)
{
    const char *names[ARRAY_LENGTH(commands) + 1] = {NULL};
    for (size_t i = 0; i < ARRAY_LENGTH(commands); i++)
        names[i] = commands[i].name;
    const char *near = cfg_nearest(name, names);
    fprintf(stderr, "unguard: there is no command or routine %s", name);
    if (near != NULL)
        fprintf(stderr, "; did you mean %s?", near);
    fprintf(stderr, "; `unguard --help` lists the commands\n");
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    /* Lines appear as they happen, also in a pipe or a log. */
    setvbuf(stdout, NULL, _IOLBF, 0);
    const char *first = argc > 1 ? argv[1] : "";
    if (strcmp(first, "--version") == 0) {
        printf("unguard " UNGUARD_VERSION "\n");
        return EXIT_DONE;
    }
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0) {
        print_help();
        return EXIT_DONE;
    }
    const struct command *command = find(first);
    if (command != NULL)
        return command->run(argc - 1, argv + 1);
    if (first[0] != '\0' && first[0] != '-' && !is_routine(first))
        return say_unknown(first);
    if (argc < 2) {
        char *home[] = {(char *)"play", (char *)"--home", NULL};
        return cmd_play(2, home);
    }
    argv[0] = "play";
    return cmd_play(argc, argv);
}
