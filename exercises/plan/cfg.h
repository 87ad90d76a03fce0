/* The one table-driven reader of config files. A module describes its struct as a table of keys;
 * reading, checking and writing follow from the table. cfg.c is the only user of libconfig.
 *
 *     static const struct cfg_key keys[] = {
 *         {"sets", CFG_INT, offsetof(struct dosage, sets), .low = 1, .high = 5, .missing = 2,
 *          .doc = "how many times the repetitions are done, with a rest between"},
 *     };
 *     const struct cfg_table dosage_table = {"dosage", keys, ARRAY_LENGTH(keys), NULL};
 *
 * Every problem in a file is found in one go and reads "file:line: key: what is wrong, what is
 * allowed". A file may not @include another, is at most 1 MiB, and holds text only. Numbers use the
 * decimal point: nothing in the program sets a locale for numbers. */
#ifndef UNGUARD_CFG_H
#define UNGUARD_CFG_H

#include "plan/cfg_problem.h"

enum cfg_type {
    CFG_INT,    /* int */
    CFG_FLOAT,  /* float; whole numbers are accepted */
    CFG_PAIR,   /* float[2]: "[20, 0]", or one number for both */
    CFG_BOOL,   /* bool */
    CFG_TEXT,   /* char[size], UTF-8; longer text is a problem */
    CFG_ENUM,   /* an enum from 0 upwards, by names */
    CFG_FLAGS,  /* unsigned: a bit for each of up to 32 names: ("mon", "thu") */
    CFG_SIGNAL, /* struct signal: "knee_flexion both" */
    CFG_GROUP,  /* a struct of its own, described by table */
    CFG_LIST,   /* an array of such structs, its length in the int at count_offset */
    CFG_LINE    /* int: no key of its own; gets the line of the key that it shares its name with, or
                   where the group starts when there is none. Not written */
};

struct cfg_key {
    const char *key;
    enum cfg_type type;
    size_t offset; /* of the field in its struct: offsetof */
    bool required;
    double low, high; /* int, float, pair: allowed, ends included, 0, 0: any; list: its length */
    const char *unit; /* for messages: "deg", "s"; NULL: none */
    double missing;   /* int, float, pair, bool, enum: value of a missing key */
    const char *missing_text;      /* text: the same; NULL: empty */
    size_t size;                   /* text: of the buffer; list: of one element */
    size_t count_offset;           /* list */
    const char *const *names;      /* enum, flags: names in order of value, NULL at the end */
    const struct cfg_table *table; /* group and list */
    bool sparse; /* canonical text leaves it out where it says nothing: false, no flag, no element,
                    no text, a group whose keys are all zero or what they are when left out. Never
                    together with required */
    const char *doc; /* one line for a person */
};

struct cfg_check;

struct cfg_table {
    const char *name; /* "fault": how messages call one of it */
    const struct cfg_key *key;
    size_t count;
    /* May be NULL. Looks at what spans several keys and calls cfg_complain. Where a key was no good
     * the struct has its default (0 for a required one), and cfg_check_sound is false. */
    void (*check)(const void *item, struct cfg_check *check);
};

/* Tells an error, or gives advice, from within a table's check. path names the key, also inside
 * groups and lists: "reps", "target.value", "faults.[0].limit"; NULL means the whole group. Returns
 * what cfg_problem_add does. */
struct cfg_problem *cfg_complain(struct cfg_check *check, const char *path, const char *format, ...)
    BASE_PRINTF(3, 4);
struct cfg_problem *cfg_advise(struct cfg_check *check, const char *path, const char *format, ...)
    BASE_PRINTF(3, 4);

/* True if every key of the struct was good: only then do its numbers mean what was written. */
bool cfg_check_sound(const struct cfg_check *check);

/* Errors told so far, for a check that makes sense only where there are none. */
int cfg_check_errors(const struct cfg_check *check);

struct cfg_file;

/* Opens and parses. NULL when the file can't be read, is too large, no text, or no libconfig
 * syntax; problems then says so. */
struct cfg_file *cfg_open(const char *path, struct cfg_problems *problems);
struct cfg_file *cfg_open_text(const char *text, const char *name, struct cfg_problems *problems);
void cfg_close(struct cfg_file *file); /* NULL-safe */

bool cfg_has(const struct cfg_file *file, const char *key); /* at the top level */
int cfg_line(const struct cfg_file *file, const char *key); /* of such a key; 1 without it */

/* Reads the whole file by table into item (of the table's struct), adding what is wrong to
 * problems, by line. True if nothing was, advice aside; item is to be used only then. */
bool cfg_read(const struct cfg_file *file, const struct cfg_table *table, void *item,
              struct cfg_problems *problems);

/* Open, read, close. err gets the first problem. item is overwritten only on success; it is `size`
 * bytes. */
bool cfg_load(const char *path, const struct cfg_table *table, void *item, size_t size,
              struct error *err);

/* Canonical text: every key in table order, a line each, floats so that they read back to the same
 * bits; a NAN float is left out. malloc'ed for the caller; NULL when out of memory. */
char *cfg_text(const struct cfg_table *table, const void *item);

#endif
