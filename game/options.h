/* Command lines as data: one table says what a command takes, and parsing, help and the "did you
 * mean" all come from it. */
#ifndef UNGUARD_OPTIONS_H
#define UNGUARD_OPTIONS_H

#include "base.h"

/* One option. A command's options land in a struct of its own, zero (or its defaults) before. */
struct option {
    const char *name;   /* "--source" or "-o" */
    const char *value;  /* what help calls its value: "FILE"; NULL: a flag without one */
    const char *help;   /* one line */
    size_t offset;      /* of the struct's member: bool for a flag, const char * otherwise */
    const char *needed; /* NULL: may be left out; otherwise why it can't: "which video to read" */
};

struct option_table {
    const char *command; /* "play": how messages begin */
    const char *usage;   /* "unguard play [ROUTINE] [options]" */
    const char *summary; /* what it does, whole sentences, with line breaks */
    const char *example; /* one or more lines */
    const struct option *option;
    int option_count;
    int least, most; /* arguments that are no options; most -1: as many as you like */
};

enum options_answer { OPTIONS_GO, OPTIONS_HELP, OPTIONS_WRONG };

/* Fills *out, whose members point into argv, and moves the arguments that are no options to
 * argv[1..*count]. "--name=value" works too; "--" ends the options. OPTIONS_WRONG: err says which
 * and what would be right. */
enum options_answer options_read(const struct option_table *table, int argc, char **argv, void *out,
                                 int *count, struct error *err);

/* The same, and answers for the command: prints help to stdout or the mistake to stderr. True: go
 * on. False: the command ends with *exit_code. */
bool options_parse(const struct option_table *table, int argc, char **argv, void *out, int *count,
                   int *exit_code);

#endif
