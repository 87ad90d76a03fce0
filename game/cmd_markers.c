/* `unguard markers`: the printable sheet of tags. */
#include "commands.h"
#include "marker_sheet.h"
#include "options.h"
#include "paths.h"

#include <stdio.h>
#include <string.h>

struct markers_options {
    const char *out;
    bool force;
};

static const struct option option_rows[] = {
    {"-o", "FILE.pdf|FILE.png", "the sheet to make", offsetof(struct markers_options, out),
     "where to leave the sheet"},
    {"--force", NULL, "may replace a file that is there", offsetof(struct markers_options, force),
     NULL},
};

static const struct option_table table = {
    .command = "markers",
    .usage = "unguard markers -o FILE.pdf",
    .summary =
        "Makes a sheet of A4 with eight tags for shoulders, hips, knees and ankles, and how to\n"
        "wear them. Print it at 100 %. With --tracker markers the camera then looks for the\n"
        "tags instead of a body: for clothes that hide joints, and for whoever wants to say\n"
        "exactly what is measured. A tag that can't be read is not seen; nothing is guessed.",
    .example = "  unguard markers -o tags.pdf\n"
               "  unguard play mini_squat --tracker markers",
    .option = option_rows,
    .option_count = ARRAY_LENGTH(option_rows),
};

static bool ends_in(const char *path, const char *ending)
{
    const size_t length = strlen(path), end = strlen(ending);
    return length > end && strcmp(path + length - end, ending) == 0;
}

static bool write_sheet(const char *path, struct error *err)
{
    return ends_in(path, ".pdf") ? marker_sheet_write_pdf(path, err)
                                 : marker_sheet_write_png(path, err);
}

int cmd_markers(int argc, char **argv)
{
    struct markers_options options = {0};
    struct error err = {{0}};
    int count, exit_code;
    if (!options_parse(&table, argc, argv, &options, &count, &exit_code))
        return exit_code;
    if (!ends_in(options.out, ".pdf") && !ends_in(options.out, ".png")) {
        fprintf(stderr, "unguard markers: %.180s: name a file that ends in .pdf or .png\n",
                options.out);
        return EXIT_USAGE;
    }
    if (!options.force && paths_exists(options.out)) {
        fprintf(stderr,
                "unguard markers: %.180s is there already; choose another name, or "
                "--force\n",
                options.out);
        return EXIT_DEVICE;
    }
    if (!write_sheet(options.out, &err)) {
        fprintf(stderr, "unguard markers: %s\n", err.text);
        return EXIT_DEVICE;
    }
    printf("Tags: %s\nPrint it on A4 at 100 %%, cut along the dashes, then: unguard play --tracker "
           "markers\n",
           options.out);
    return EXIT_DONE;
}
