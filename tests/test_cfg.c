/* The config reader on tables of its own: every type, every way to get it wrong, and back to text.
 */
#include "plan/cfg.h"
#include "plan/cfg_scan.h"
#include "plan/cfg_signal.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum colour { RED, GREEN };
static const char *const colour_names[] = {"red", "green", NULL};

struct leaf {
    int line;
    float weight;
};

struct tree {
    int count;
    float height, unset;
    float pair[2];
    bool old;
    char name[16];
    enum colour colour;
    struct signal signal;
    struct leaf crown;
    struct leaf leaf[3];
    int leaf_count;
};

static const struct cfg_key leaf_keys[] = {
    {"weight", CFG_FLOAT, offsetof(struct leaf, weight), .required = true, .low = 0, .high = 0.1,
     .unit = "kg"},
    {"line", CFG_LINE, .offset = offsetof(struct leaf, line)},
};
static const struct cfg_table leaf_table = {"leaf", leaf_keys, ARRAY_LENGTH(leaf_keys), NULL};

static void check_tree(const void *item, struct cfg_check *check)
{
    const struct tree *tree = item;
    for (int i = 1; cfg_check_sound(check) && i < tree->leaf_count; i++)
        if (tree->leaf[i].weight < tree->leaf[i - 1].weight) {
            char path[32];
            snprintf(path, sizeof path, "leaves.[%d].weight", i);
            cfg_complain(check, path, "is lighter than the one before");
        }
}

static const struct cfg_key tree_keys[] = {
    {"count", CFG_INT, offsetof(struct tree, count), .low = 1, .high = 5, .missing = 2},
    {"height", CFG_FLOAT, offsetof(struct tree, height), .missing = 1.5},
    {"unset", CFG_FLOAT, offsetof(struct tree, unset), .missing = (double)NAN},
    {"pair", CFG_PAIR, offsetof(struct tree, pair), .low = -90, .high = 90},
    {"old", CFG_BOOL, offsetof(struct tree, old), .missing = 1},
    {"name", CFG_TEXT, offsetof(struct tree, name), .size = 16, .missing_text = "oak"},
    {"colour", CFG_ENUM, offsetof(struct tree, colour), .names = colour_names, .missing = GREEN},
    {"signal", CFG_SIGNAL, .offset = offsetof(struct tree, signal)},
    {"crown", CFG_GROUP, offsetof(struct tree, crown), .table = &leaf_table},
    {"leaves", CFG_LIST, offsetof(struct tree, leaf), .low = 0, .high = 3,
     .size = sizeof(struct leaf), .count_offset = offsetof(struct tree, leaf_count),
     .table = &leaf_table},
};
static const struct cfg_table tree_table = {"tree", tree_keys, ARRAY_LENGTH(tree_keys), check_tree};

/* Reads text and expects these problems, in this order; NULL ends them. */
static struct tree read_tree(const char *text, const char *const *expected)
{
    struct cfg_problems problems = {0};
    struct tree tree = {0};
    struct cfg_file *file = cfg_open_text(text, "t", &problems);
    if (file)
        cfg_read(file, &tree_table, &tree, &problems);
    cfg_close(file);
    int count = 0;
    for (; expected && expected[count]; count++) {
        cr_assert(count < problems.count, "missed \"%s\" in: %s", expected[count], text);
        cr_assert_str_eq(problems.item[count].text, expected[count]);
    }
    cr_assert_eq(problems.count, count, "unexpected: %s",
                 problems.count > count ? problems.item[count].text : "");
    cfg_problems_free(&problems);
    return tree;
}

#define EXPECT(...)                                                                                \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

Test(cfg, missing_keys_get_their_defaults)
{
    struct tree tree = read_tree("height = 2;", NULL);
    cr_assert_eq(tree.count, 2);
    cr_assert_float_eq(tree.height, 2, 0);
    cr_assert(isnan(tree.unset));
    cr_assert(tree.old);
    cr_assert_str_eq(tree.name, "oak");
    cr_assert_eq(tree.colour, GREEN);
    cr_assert_eq(tree.leaf_count, 0);
}

Test(cfg, every_type_is_read)
{
    struct tree tree = read_tree("count = 3; pair = (20, 2.5); old = false; name = \"b\\\"k\";\n"
                                 "colour = \"red\"; signal = \"hip_flexion other\";\n"
                                 "crown = { weight = 0.1; };\n"
                                 "leaves = (\n{ weight = 0; },\n{ weight = 0.05; } );\n",
                                 NULL);
    cr_assert_eq(tree.count, 3);
    cr_assert_float_eq(tree.pair[0], 20, 0);
    cr_assert_float_eq(tree.pair[1], 2.5, 0);
    cr_assert_not(tree.old);
    cr_assert_str_eq(tree.name, "b\"k");
    cr_assert_eq(tree.colour, RED);
    cr_assert_eq(tree.signal.kind, FEATURE_HIP_FLEXION);
    cr_assert_eq(tree.signal.side, SIGNAL_OTHER);
    cr_assert_float_eq(tree.crown.weight, 0.1f, 0);
    cr_assert_eq(tree.leaf_count, 2);
    cr_assert_eq(tree.leaf[0].line, 5);
    cr_assert_eq(tree.leaf[1].line, 6);
}

Test(cfg, one_number_stands_for_a_pair)
{
    struct tree tree = read_tree("pair = -7;", NULL);
    cr_assert_float_eq(tree.pair[0], -7, 0);
    cr_assert_float_eq(tree.pair[1], -7, 0);
}

Test(cfg, problems_are_told_all_at_once_by_line)
{
    read_tree("coutn = 3;\ncount = 9;\nheight = \"tall\";\npair = (1, 99);\nold = 1;\n"
              "name = \"a very long name\";\ncolour = \"gren\";\ncrown = { };\n"
              "leaves = (\n{ weight = 1; }, 7 );",
              EXPECT("t:1: coutn: is not a key of tree; did you mean \"count\"?",
                     "t:2: count: 9 is outside 1 to 5", "t:3: height: is text; a number is needed",
                     "t:4: pair: 99 is outside -90 to 90",
                     "t:5: old: is a whole number; true or false is needed",
                     "t:6: name: is 16 bytes long; at most 15 fit",
                     "t:7: colour: \"gren\" is none of red, green; did you mean \"green\"?",
                     "t:8: crown: weight: is missing",
                     "t:10: leaf 1: weight: 1 is outside 0 to 0.1 kg",
                     "t:10: leaf 2: is no group; each leaf stands in { }"));
}

Test(cfg, a_misspelt_key_is_not_also_missing)
{
    read_tree("crown = { wieght = 0.1; };",
              EXPECT("t:1: crown: wieght: is not a key of leaf; did you mean \"weight\"?"));
}

static void check_unsound(const void *item, struct cfg_check *check)
{
    const struct tree *tree = item;
    cr_expect_not(cfg_check_sound(check));
    cr_expect_eq(tree->count, 2);
    cr_expect_eq(tree->colour, GREEN);
    cr_expect_str_eq(tree->name, "elm");
    cr_expect_float_eq(tree->crown.weight, 0, 0);
    cr_expect_eq(tree->leaf_count, 2);
    cr_expect_float_eq(tree->leaf[1].weight, 0, 0);
    cfg_complain(check, "name", "is looked at");
}

Test(cfg, what_is_no_good_has_its_default_for_the_check)
{
    const struct cfg_table table = {"tree", tree_keys, ARRAY_LENGTH(tree_keys), check_unsound};
    struct cfg_problems problems = {0};
    struct tree tree;
    memset(&tree, 0x5A, sizeof tree);
    struct cfg_file *file = cfg_open_text("count = 9; colour = 3; name = \"elm\"; crown = 7;\n"
                                          "leaves = ( { weight = 0.1; }, 7 );",
                                          "t", &problems);
    cr_assert_not(cfg_read(file, &table, &tree, &problems));
    cr_expect_eq(problems.errors, 5);
    cfg_close(file);
    cfg_problems_free(&problems);
}

Test(cfg, a_check_over_several_keys_names_the_line)
{
    read_tree("leaves = (\n{ weight = 0.1; },\n{ weight = 0; } );",
              EXPECT("t:3: leaf 2: weight: is lighter than the one before"));
}

Test(cfg, control_characters_in_text_are_refused)
{
    read_tree("name = \"a\\nb\";",
              EXPECT("t:1: name: holds a line break or control character; write one line"));
    read_tree("name = \"a\x01\";",
              EXPECT("t:1: is not text (byte 10 is 0x01); a config file is plain UTF-8"));
}

Test(cfg, numbers_beyond_measure_are_refused)
{
    read_tree("height = 1e999;", EXPECT("t:1: height: inf is outside -1e+09 to 1e+09"));
    read_tree("count = 99999999999;",
              EXPECT("t:1: a number of more than nine digits is too large"));
}

Test(cfg, another_file_cannot_be_included)
{
    const char *said = "t:2: @include is not allowed: a config is one file; copy the lines here";
    read_tree("count = 1;\n  @include \"/etc/passwd\"\n", EXPECT(said));
    read_tree("count = 1; # @include \"x\"\nname = \"@include\";", NULL);
}

Test(cfg, signals_say_what_is_allowed)
{
    struct error why;
    struct signal signal;
    cr_assert_not(cfg_signal_parse("trunk_inclination left", &signal, &why));
    cr_assert_str_eq(why.text, "trunk_inclination belongs to the whole body; leave \"left\" out");
    cr_assert_not(cfg_signal_parse("knee_flexion left now", &signal, &why));
    cr_assert_not(cfg_signal_parse("", &signal, &why));
    for (int kind = 0; kind < FEATURE_KIND_COUNT; kind++) {
        bool sided = feature_info((enum feature_kind)kind)->sided;
        for (int side = 0; side < (sided ? SIGNAL_SIDE_COUNT : 1); side++) {
            char text[CFG_SIGNAL_SIZE];
            struct signal given = {(enum feature_kind)kind, (enum signal_side)side}, back;
            cfg_signal_text(given, text);
            cr_assert(cfg_signal_parse(text, &back, &why), "%s: %s", text, why.text);
            cr_assert(back.kind == given.kind && back.side == given.side, "%s", text);
        }
    }
}

Test(cfg, text_reads_back_to_the_same_bytes)
{
    uint32_t bits = 12345;
    for (int round = 0; round < 2000; round++) {
        struct tree tree = {.count = 1 + round % 5, .unset = NAN, .old = round % 2};
        float *number[] = {&tree.height, &tree.pair[0], &tree.pair[1], &tree.crown.weight};
        for (int i = 0; i < 4; i++) {
            bits = bits * 1664525u + 1013904223u;
            float share = (float)bits / 4294967296.0f;
            *number[i] = i == 0 ? (share - 0.5f) * 1e6f : i == 3 ? share * 0.1f : share * 90.0f;
        }
        tree.leaf_count = round % 4;
        strcpy(tree.name, round % 3 ? "a \\ \"b\"" : "");
        char *text = cfg_text(&tree_table, &tree);
        struct tree back = read_tree(text, NULL);
        char *again = cfg_text(&tree_table, &back);
        cr_assert_str_eq(text, again);
        cr_assert(memcmp(&tree.height, &back.height, sizeof tree.height) == 0);
        cr_assert(memcmp(tree.pair, back.pair, sizeof tree.pair) == 0);
        free(text);
        free(again);
    }
}

Test(cfg, distance_counts_single_letter_edits)
{
    cr_assert_eq(cfg_distance("rest_s", "rest_s"), 0);
    cr_assert_eq(cfg_distance("retst_s", "rest_s"), 1);
    cr_assert_eq(cfg_distance("brigde", "bridge"), 1);
    cr_assert_eq(cfg_distance("", "abc"), 3);
    cr_assert_eq(cfg_distance("kitten", "sitting"), 3);
    const char *const names[] = {"bridge", "mini_squat", NULL};
    cr_assert_str_eq(cfg_nearest("mini-squat", names), "mini_squat");
    cr_assert_null(cfg_nearest("plank", names));
}

static void expect_file_problem(const char *path, const char *expected)
{
    struct cfg_problems problems = {0};
    cr_assert_null(cfg_open(path, &problems));
    cr_assert_eq(problems.count, 1);
    cr_assert_str_eq(problems.item[0].text, expected);
    cfg_problems_free(&problems);
}

Test(cfg, files_that_are_none)
{
    expect_file_problem("/nowhere/x.cfg",
                        "/nowhere/x.cfg: can't be read: No such file or directory");
    expect_file_problem("/tmp", "/tmp: is a folder, not a file; name a .cfg file");
    expect_file_problem("/dev/zero",
                        "/dev/zero: is a device or pipe, not a file; name a .cfg file");
    char path[] = "/tmp/unguard_cfg_XXXXXX", expected[128];
    int file = mkstemp(path);
    cr_assert(file >= 0 && ftruncate(file, CFG_MAX_BYTES + 1) == 0);
    close(file);
    snprintf(expected, sizeof expected, "%s: is larger than 1 MiB; this is no config file", path);
    expect_file_problem(path, expected);
    unlink(path);
}

/* Whatever the bytes, the reader answers: with a struct or with problems. */
Test(cfg, damaged_text_is_survived)
{
    const char *good = "count = 3; name = \"oak\"; leaves = ( { weight = 0.05; } ); # end\n";
    size_t size = strlen(good);
    char text[128];
    for (size_t at = 0; at < size; at++)
        for (int byte = 1; byte < 256; byte++) {
            strcpy(text, good);
            text[at] = (char)byte;
            struct cfg_problems problems = {0};
            struct tree tree;
            struct cfg_file *file = cfg_open_text(text, "t", &problems);
            bool read = file && cfg_read(file, &tree_table, &tree, &problems);
            cr_assert(read == (problems.count == 0));
            cfg_close(file);
            cfg_problems_free(&problems);
        }
}
