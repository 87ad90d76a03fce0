#include "labelled.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define LINE_SIZE   8192
#define MOST_FIELDS 128
#define TAR_BLOCK   512

/* ---- the csv ---- */

/* Where a column goes: joint -1 is the picture's name; part 0 x, 1 y, 2 visible; part -1 unused. */
struct column {
    int joint, part;
};

static int split(char *line, char *field[MOST_FIELDS])
{
    int count = 0;
    for (char *at = line; at != NULL && count < MOST_FIELDS;) {
        field[count++] = at;
        at = strchr(at, ',');
        if (at != NULL)
            *at++ = '\0';
    }
    return count;
}

/* "l_hip" for "left_hip". */
static void short_name(enum joint joint, char name[32])
{
    const char *whole = joint_name(joint);
    if (strncmp(whole, "left_", 5) == 0)
        snprintf(name, 32, "l_%s", whole + 5);
    else if (strncmp(whole, "right_", 6) == 0)
        snprintf(name, 32, "r_%s", whole + 6);
    else
        snprintf(name, 32, "%s", whole);
}

static struct column column_of(const char *title)
{
    static const char *const parts[] = {"_x", "_y", "_visible"};
    if (strcmp(title, "image") == 0)
        return (struct column){-1, 0};
    for (int joint = 0; joint < JOINT_COUNT; joint++)
        for (int part = 0; part < 3; part++) {
            char name[32], both[48];
            short_name((enum joint)joint, name);
            snprintf(both, sizeof both, "%s%s", name, parts[part]);
            if (strcmp(title, both) == 0)
                return (struct column){joint, part};
        }
    return (struct column){-1, -1};
}

static int read_header(char *line, struct column column[MOST_FIELDS], bool *usable)
{
    char *title[MOST_FIELDS];
    bool image = false, joint = false;
    int count = split(line, title);
    for (int i = 0; i < count; i++) {
        column[i] = column_of(title[i]);
        image = image || (column[i].joint < 0 && column[i].part == 0);
        joint = joint || column[i].joint >= 0;
    }
    *usable = image && joint;
    return count;
}

static void read_row(char *line, const struct column *column, int columns, struct labelled *item)
{
    char *field[MOST_FIELDS];
    int count = split(line, field);
    for (int i = 0; i < count && i < columns; i++) {
        if (column[i].joint < 0) {
            if (column[i].part == 0)
                text_copy(item->name, sizeof item->name, field[i]);
            continue;
        }
        struct labelled_joint *joint = &item->joint[column[i].joint];
        float value = strtof(field[i], NULL);
        if (column[i].part == 0)
            joint->x_px = value;
        else if (column[i].part == 1)
            joint->y_px = value;
        else
            joint->known = value > 0;
    }
}

static bool read_line(FILE *file, char line[LINE_SIZE])
{
    if (fgets(line, LINE_SIZE, file) == NULL)
        return false;
    line[strcspn(line, "\r\n")] = '\0';
    return true;
}

/* NULL: no memory. */
static struct labelled *add_item(struct labelled_set *set)
{
    if ((set->count & (set->count - 1)) == 0) { /* full at every power of two */
        size_t room = set->count > 0 ? 2 * (size_t)set->count : 1;
        struct labelled *grown = realloc(set->item, room * sizeof *grown);
        if (grown == NULL)
            return NULL;
        set->item = grown;
    }
    struct labelled *item = &set->item[set->count++];
    *item = (struct labelled){0};
    return item;
}

static bool read_csv(const char *path, struct labelled_set *set, struct error *err)
{
    char line[LINE_SIZE];
    struct column column[MOST_FIELDS];
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return error_set(err, "%s can't be opened: %s", path, strerror(errno));
    bool good = false;
    int columns = read_line(file, line) ? read_header(line, column, &good) : 0;
    if (!good)
        error_set(err, "%s: its first line names no column \"image\" or no joint that is known",
                  path);
    while (good && read_line(file, line)) {
        struct labelled *item = add_item(set);
        if (item != NULL)
            read_row(line, column, columns, item);
        else
            good = error_set(err, "no memory for the labels");
    }
    fclose(file);
    return good;
}

/* ---- the pictures ---- */

static struct labelled *item_of(struct labelled_set *set, const char *name)
{
    for (int i = 0; i < set->count; i++)
        if (strcmp(set->item[i].name, name) == 0)
            return &set->item[i];
    return NULL;
}

static bool take(FILE *file, size_t size, struct labelled *item)
{
    item->file = size > 0 ? malloc(size) : NULL;
    item->size = size;
    return item->file != NULL && fread(item->file, 1, size, file) == size;
}

static bool read_tar(FILE *file, struct labelled_set *set)
{
    char head[TAR_BLOCK];
    while (fread(head, 1, sizeof head, file) == sizeof head && head[0] != '\0') {
        char name[101] = "", digits[13] = "";
        memcpy(name, head, 100);
        memcpy(digits, head + 124, 12);
        size_t size = strtoul(digits, NULL, 8);
        const char *slash = strrchr(name, '/');
        struct labelled *item = item_of(set, slash != NULL ? slash + 1 : name);
        bool regular = head[156] == '0' || head[156] == '\0';
        size_t taken = 0;
        if (regular && item != NULL && item->file == NULL) {
            if (!take(file, size, item))
                return false;
            taken = size;
        }
        size_t whole = (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
        if (fseek(file, (long)(whole - taken), SEEK_CUR) != 0)
            return false;
    }
    return true;
}

static bool read_folder(const char *folder, struct labelled_set *set)
{
    for (int i = 0; i < set->count; i++) {
        char path[1024];
        struct stat status;
        snprintf(path, sizeof path, "%s/%s", folder, set->item[i].name);
        FILE *file = stat(path, &status) == 0 ? fopen(path, "rb") : NULL;
        bool good = file == NULL || take(file, (size_t)status.st_size, &set->item[i]);
        if (file != NULL)
            fclose(file);
        if (!good)
            return false;
    }
    return true;
}

bool labelled_read(const char *images, const char *csv, struct labelled_set *set, struct error *err)
{
    struct stat status;
    *set = (struct labelled_set){0};
    if (!read_csv(csv, set, err))
        return false;
    if (stat(images, &status) != 0)
        return error_set(err, "%s can't be opened: %s", images, strerror(errno));
    bool good;
    if (S_ISDIR(status.st_mode)) {
        good = read_folder(images, set);
    } else {
        FILE *file = fopen(images, "rb");
        good = file != NULL && read_tar(file, set);
        if (file != NULL)
            fclose(file);
    }
    return good || error_set(err, "%s: can't be read to its end; name a tar or a folder", images);
}

void labelled_free(struct labelled_set *set)
{
    if (set == NULL)
        return;
    for (int i = 0; i < set->count; i++)
        free(set->item[i].file);
    free(set->item);
    *set = (struct labelled_set){0};
}

long labelled_number(const struct labelled *item)
{
    const char *end = strrchr(item->name, '.');
    if (end == NULL)
        return -1;
    const char *start = end;
    while (start > item->name && isdigit((unsigned char)start[-1]))
        start--;
    return start < end ? strtol(start, NULL, 10) : -1;
}
