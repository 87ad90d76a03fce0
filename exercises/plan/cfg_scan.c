#include "plan/cfg_scan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *cfg_scan_file(const char *path, struct cfg_problems *problems)
{
    struct stat about;
    if (stat(path, &about) != 0) {
        cfg_problem_add(problems, path, 0, "can't be read: %s", strerror(errno));
        return NULL;
    }
    if (!S_ISREG(about.st_mode)) { /* reading a folder or a pipe would fail late, or never end */
        cfg_problem_add(problems, path, 0, "is %s, not a file; name a .cfg file",
                        S_ISDIR(about.st_mode) ? "a folder" : "a device or pipe");
        return NULL;
    }
    if (about.st_size > CFG_MAX_BYTES) {
        cfg_problem_add(problems, path, 0, "is larger than 1 MiB; this is no config file");
        return NULL;
    }
    FILE *stream = fopen(path, "rb");
    if (!stream) {
        cfg_problem_add(problems, path, 0, "can't be read: %s", strerror(errno));
        return NULL;
    }
    char *text = malloc(CFG_MAX_BYTES + 1);
    size_t size = text ? fread(text, 1, CFG_MAX_BYTES, stream) : 0;
    bool good = text && !ferror(stream);
    fclose(stream);
    if (!good) {
        cfg_problem_add(problems, path, 0, "can't be read: %s",
                        text ? "reading stopped half-way" : "not enough memory");
        free(text);
        return NULL;
    }
    text[size] = '\0';
    if (!cfg_scan_text(text, size, path, problems)) {
        free(text);
        return NULL;
    }
    return text;
}

size_t cfg_scan_utf8(const char *text, size_t left)
{
    const unsigned char *byte = (const unsigned char *)text;
    if (left == 0)
        return 0;
    if (byte[0] < 0x80)
        return 1;
    size_t size = byte[0] >= 0xC2 && byte[0] < 0xE0   ? 2
                  : byte[0] >= 0xE0 && byte[0] < 0xF0 ? 3
                  : byte[0] >= 0xF0 && byte[0] < 0xF5 ? 4
                                                      : 0;
    if (size > left)
        return 0;
    for (size_t i = 1; i < size; i++)
        if ((byte[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

/* Where a scanner stands: in plain text, a string or a comment. */
enum place { PLACE_CODE, PLACE_STRING, PLACE_LINE_COMMENT, PLACE_COMMENT };

/* The place after the character at `at`; *at moves on by what was consumed beyond it. */
static enum place place_next(enum place place, const char *text, size_t *at)
{
    char now = text[*at], next = text[*at + 1];
    switch (place) {
    case PLACE_STRING:
        if (now == '\\' && next)
            ++*at;
        return now == '"' ? PLACE_CODE : PLACE_STRING;
    case PLACE_LINE_COMMENT:
        return now == '\n' ? PLACE_CODE : PLACE_LINE_COMMENT;
    case PLACE_COMMENT:
        if (now != '*' || next != '/')
            return PLACE_COMMENT;
        ++*at;
        return PLACE_CODE;
    case PLACE_CODE:
        if (now == '"')
            return PLACE_STRING;
        if (now == '#' || (now == '/' && next == '/'))
            return PLACE_LINE_COMMENT;
        if (now == '/' && next == '*') {
            ++*at;
            return PLACE_COMMENT;
        }
    }
    return PLACE_CODE;
}

static bool is_text(const char *text, size_t size, const char *name, struct cfg_problems *problems)
{
    int line = 1;
    for (size_t at = 0; at < size;) {
        size_t step = cfg_scan_utf8(text + at, size - at);
        unsigned char byte = (unsigned char)text[at];
        bool control = (byte < ' ' && !strchr("\t\n\r\f", byte)) || byte == 0 || byte == 0x7F;
        if (step == 0 || control) {
            cfg_problem_add(problems, name, line,
                            "is not text (byte %zu is 0x%02X); a config file is plain UTF-8",
                            at + 1, byte);
            return false;
        }
        line += byte == '\n';
        at += step;
    }
    return true;
}

/* True if a whole number of more digits than an int holds begins here: libconfig would wrap it
 * round to another number without a word. */
static bool is_too_long_number(const char *text, size_t at)
{
    const char *digits = "0123456789";
    const char *word = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.0123456789";
    if (at > 0 && strchr(word, text[at - 1]))
        return false;
    size_t length = strspn(text + at, digits);
    if (length <= 9)
        return false;
    char next = text[at + length];
    return next != '.' && next != 'e' && next != 'E';
}

/* How far a scan has come. */
struct scan {
    const char *text, *name;
    enum place place;
    int line, depth;
    char open[CFG_MAX_DEPTH + 1]; /* the brackets around; [0] is none */
    char last;                    /* last character that was code and no space */
    int comment_line;             /* where the last comment of several lines began */
    bool empty;
};

/* True if a text may begin here: after = or :, in a list after its bracket or a comma, or after
 * another text, which it continues. libconfig would lose memory over one that may not. */
static bool is_text_place(const struct scan *scan)
{
    char around = scan->open[scan->depth > 0 ? scan->depth : 0];
    if (scan->last && strchr("=:\"", scan->last))
        return true;
    return (around == '(' || around == '[') && (scan->last == ',' || scan->last == around);
}

/* Counts brackets; false when too many are open. */
static bool scan_bracket(struct scan *scan, char now)
{
    if (strchr("{([", now)) {
        if (++scan->depth > CFG_MAX_DEPTH)
            return false;
        if (scan->depth > 0)
            scan->open[scan->depth] = now;
    }
    if (strchr("})]", now))
        scan->depth--; /* below 0 is libconfig's to complain of */
    return true;
}

/* Looks at the character at *at, and moves *at to the last one that was consumed with it. False
 * with a problem. */
static bool scan_step(struct scan *scan, size_t *at, struct cfg_problems *problems)
{
    char now = scan->text[*at];
    size_t start = *at;
    bool code = scan->place == PLACE_CODE;
    const char *problem = NULL;
    if (code && now == '@')
        problem = "@include is not allowed: a config is one file; copy the lines here";
    if (code && is_too_long_number(scan->text, *at))
        problem = "a number of more than nine digits is too large";
    if (scan->place == PLACE_STRING && now == '\n')
        problem = "a text has no closing \" on its line";
    if (code && now == '"' && !is_text_place(scan))
        problem = "a text stands where none can be; is there a = before it?";
    if (code && !scan_bracket(scan, now))
        problem = "too many brackets are open at once";
    if (problem) {
        cfg_problem_add(problems, scan->name, scan->line, "%s", problem);
        return false;
    }
    scan->place = place_next(scan->place, scan->text, at);
    if (code && scan->place == PLACE_COMMENT)
        scan->comment_line = scan->line;
    if (scan->place == PLACE_CODE && !strchr(" \t\r\n\f", now) && *at == start) {
        scan->empty = false;
        scan->last = now;
    }
    for (size_t i = start; i <= *at; i++)
        scan->line += scan->text[i] == '\n';
    return true;
}

bool cfg_scan_text(const char *text, size_t size, const char *name, struct cfg_problems *problems)
{
    if (size > CFG_MAX_BYTES) {
        cfg_problem_add(problems, name, 0, "is larger than 1 MiB; this is no config file");
        return false;
    }
    if (!is_text(text, size, name, problems))
        return false;
    struct scan scan = {.text = text, .name = name, .line = 1, .empty = true};
    for (size_t at = 0; at < size; at++)
        if (!scan_step(&scan, &at, problems))
            return false;
    /* libconfig would lose memory over the first of these, and name the wrong line for both. */
    if (scan.place == PLACE_STRING)
        cfg_problem_add(problems, name, scan.line, "a text has no closing \" on its line");
    else if (scan.place == PLACE_COMMENT)
        cfg_problem_add(problems, name, scan.comment_line, "this comment has no closing */");
    else if (scan.empty)
        cfg_problem_add(problems, name, 0, "is empty; copy one of the files beside it and edit it");
    else
        return true;
    return false;
}
