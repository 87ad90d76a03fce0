/* The sheet of tags prints at true size, and a film of them goes all the way to a score. */
#include "marker_sample.h"
#include "marker_sheet.h"
#include "program.h"
#include "stick.h"

/* ---- the sheet ---- */

static void expect_tags(const struct image *image, double px_per_mm, double most_px,
                        const char *what)
{
    struct error err = {{0}};
    struct pose pose;
    struct markers *markers = markers_create(&err);
    cr_assert(markers && markers_step(markers, image, 0, &pose, &err), "%s", err.text);
    for (int id = 0; id < MARKERS_COUNT; id++) {
        const struct rect place = marker_sheet_place(id);
        const struct landmark *at = &pose.joint[markers_joint(id)];
        cr_assert(at->confidence > 0.95f, "%s: tag %d: %f", what, id, (double)at->confidence);
        double x = ((double)place.x + (double)place.w / 2) * px_per_mm;
        double y = ((double)place.y + (double)place.h / 2) * px_per_mm;
        cr_expect_float_eq(at->x * (float)image->height_px, x, most_px, "%s: tag %d", what, id);
        cr_expect_float_eq(at->y * (float)image->height_px, y, most_px, "%s: tag %d", what, id);
    }
    markers_free(markers);
}

static char *read_all(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    cr_assert(file, "%s", path);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *text = calloc(1, *size + 1);
    cr_assert(text && fread(text, 1, *size, file) == *size);
    fclose(file);
    return text;
}

static unsigned u32(const char *at)
{
    const unsigned char *byte = (const unsigned char *)at;
    return (unsigned)byte[0] << 24 | (unsigned)byte[1] << 16 | (unsigned)byte[2] << 8 | byte[3];
}

Test(sheet, as_png_it_says_its_size_and_its_tags_are_found, .timeout = 120)
{
    struct place place = place_make();
    struct image image = {0};
    char path[512];
    size_t size;
    place_join(path, place.folder, "tags.png");
    struct ran *ran = PROGRAM_RUN(&place, "markers", "-o", "tags.png");
    cr_assert_eq(ran->exit_code, 0, "%s", ran->err);
    free(ran);
    char *bytes = read_all(path, &size);
    /* signature, header, then the size: 9 bytes, both axes, in metres */
    cr_assert(size > 54 && memcmp(bytes + 37, "pHYs", 4) == 0 && u32(bytes + 33) == 9);
    cr_expect(u32(bytes + 41) == 11811 && u32(bytes + 45) == 11811 && bytes[49] == 1);
    cr_expect_float_eq(u32(bytes + 16) / 11.811, MARKER_SHEET_WIDTH_MM, 0.1);
    cr_expect_float_eq(u32(bytes + 20) / 11.811, MARKER_SHEET_HEIGHT_MM, 0.1);
    free(bytes);
    cr_assert(cv_image_read(path, &image, NULL));
    expect_tags(&image, 11.811, 1.0, "png");
    image_free(&image);
    place_remove(place.folder);
}

/* A reader of "grey g", "x y w h re" and "f", which is all that tags are made of. */
static void paint_pdf(const char *text, double px_per_point, struct image *image)
{
    double height = image->height_px, box[4];
    float grey = 0;
    for (const char *line = text; line; line = strchr(line, '\n'), line += line != NULL) {
        float level;
        int end = 0;
        if (sscanf(line, "%f g%n", &level, &end) == 1 && end > 0 && line[end] == '\n')
            grey = level;
        end = 0;
        if (sscanf(line, "%lf %lf %lf %lf re%n", &box[0], &box[1], &box[2], &box[3], &end) != 4 ||
            end == 0)
            continue;
        int left = (int)lround(box[0] * px_per_point);
        int right = (int)lround((box[0] + box[2]) * px_per_point);
        int top = (int)lround(height - (box[1] + box[3]) * px_per_point);
        int low = (int)lround(height - box[1] * px_per_point);
        for (int y = top < 0 ? 0 : top; y < low && y < image->height_px; y++)
            for (int x = left < 0 ? 0 : left; x < right && x < image->width_px; x++)
                memset(image->bgr + (size_t)y * (size_t)image->stride_bytes + 3 * (size_t)x,
                       (int)(255 * grey), 3);
    }
}

Test(sheet, as_pdf_its_page_is_a4_and_its_tags_are_found, .timeout = 120)
{
    struct place place = place_make();
    struct image image = {0};
    char path[512];
    size_t size;
    double width, height;
    place_join(path, place.folder, "tags.pdf");
    struct ran *ran = PROGRAM_RUN(&place, "markers", "-o", "tags.pdf");
    cr_assert_eq(ran->exit_code, 0, "%s", ran->err);
    free(ran);
    char *text = read_all(path, &size);
    cr_assert(strlen(text) == size && strncmp(text, "%PDF-1.4\n", 9) == 0);
    const char *page = strstr(text, "/MediaBox [0 0 "), *table = strstr(text, "startxref\n");
    cr_assert(page && sscanf(page, "/MediaBox [0 0 %lf %lf]", &width, &height) == 2);
    cr_expect_float_eq(width / 72 * 25.4, 297, 0.01);
    cr_expect_float_eq(height / 72 * 25.4, 210, 0.01);
    cr_expect(strstr(text, "/PrintScaling /None"), "readers are asked not to shrink it");
    /* Where the table says an object is, it is. */
    cr_assert(table && strncmp(text + atol(table + 10), "xref\n0 7\n", 9) == 0);
    const char *row = text + atol(table + 10) + strlen("xref\n0 7\n") + 20;
    for (int i = 1; i <= 6; i++, row += 20) {
        char head[16];
        snprintf(head, sizeof head, "%d 0 obj\n", i);
        cr_expect(strncmp(text + atol(row), head, strlen(head)) == 0, "object %d", i);
    }
    const double px_per_mm = 8;
    cr_assert(image_resize(&image, 297 * 8, 210 * 8, NULL));
    paint_pdf(text, px_per_mm * 25.4 / 72, &image);
    expect_tags(&image, px_per_mm, 1.0, "pdf");
    image_free(&image);
    free(text);
    place_remove(place.folder);
}

Test(sheet, a_file_that_is_there_is_kept)
{
    struct place place = place_make();
    char path[512];
    size_t size;
    place_write(&place, "mine.pdf", "something of mine");
    place_join(path, place.folder, "mine.pdf");
    struct ran *ran = PROGRAM_RUN(&place, "markers", "-o", "mine.pdf");
    cr_expect_eq(ran->exit_code, 3);
    cr_expect(strstr(ran->err, "mine.pdf is there already"), "%s", ran->err);
    free(ran);
    char *text = read_all(path, &size);
    cr_expect_str_eq(text, "something of mine");
    free(text);
    ran = PROGRAM_RUN(&place, "markers", "-o", "mine.pdf", "--force");
    cr_expect_eq(ran->exit_code, 0, "%s", ran->err);
    free(ran);
    text = read_all(path, &size);
    cr_expect(strncmp(text, "%PDF", 4) == 0);
    free(text);
    ran = PROGRAM_RUN(&place, "markers", "-o", "tags.jpg");
    cr_expect(ran->exit_code == 2 && strstr(ran->err, ".pdf or .png"), "%s", ran->err);
    free(ran);
    ran = PROGRAM_RUN(&place, "markers", "-o", "nowhere/tags.pdf");
    cr_expect(ran->exit_code == 3 && strstr(ran->err, "nowhere/tags.pdf"), "%s", ran->err);
    free(ran);
    ran = PROGRAM_RUN(&place, "markers");
    cr_expect(ran->exit_code == 2 && strstr(ran->err, "-o"), "%s", ran->err);
    free(ran);
    place_remove(place.folder);
}

/* ---- a film ---- */

#define FILM_WIDTH  480
#define FILM_HEIGHT 720
#define FILM_FPS    10
#define STILL_S     6.0
#define SQUAT_S     6.7
#define FILM_SHIFT  0.5 /* image heights: the figure stands at 0.8 */

/* Down in 2 s, 1.2 s there, up in 2 s, 1.5 s of rest. */
static double bend_at(double t_s, int squats)
{
    double at = t_s - STILL_S;
    if (at < 0 || at >= squats * SQUAT_S)
        return 0;
    at = fmod(at, SQUAT_S);
    double share = at < 2 ? at / 2 : at < 3.2 ? 1 : at < 5.2 ? (5.2 - at) / 2 : 0;
    return 46 * share * share * (3 - 2 * share);
}

/* Who faces the picture's right shows the right side: the left one's tags are behind the body. */
static void draw_body(const struct pose *pose, struct image *image)
{
    for (int id = 1; id < MARKERS_COUNT; id += 2) {
        const struct landmark *joint = &pose->joint[markers_joint(id)];
        const struct drawn_tag tag = {.id = id,
                                      .x_px = (joint->x - (float)FILM_SHIFT) * FILM_HEIGHT,
                                      .y_px = joint->y * FILM_HEIGHT,
                                      .side_px = 24,
                                      .spin_rad = 0.3f * (float)id,
                                      .tilt_rad = 0.2f,
                                      .axis_rad = (float)id};
        drawn_tag(&tag, image);
    }
}

static struct pose film_pose(double t_s, int squats)
{
    double knee = bend_at(t_s, squats);
    return stick_side((int64_t)(t_s * 1e6), 0.5 * knee, knee, 0.2 * knee);
}

/* A raw grey film, with the noise of a camera. Returns its frames. */
static int make_film(const char *path, int squats)
{
    struct drawn_luck luck = {12};
    const int frames = (int)((STILL_S + squats * SQUAT_S + 2) * FILM_FPS);
    struct image room = drawn_room(FILM_WIDTH, FILM_HEIGHT, &luck), image = {0};
    unsigned char *grey = malloc(FILM_WIDTH * FILM_HEIGHT);
    FILE *film = fopen(path, "wb");
    cr_assert(grey && film);
    fprintf(film, "YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 Cmono\n", FILM_WIDTH, FILM_HEIGHT, FILM_FPS);
    for (int i = 0; i < frames; i++) {
        const struct pose pose = film_pose((double)i / FILM_FPS, squats);
        cr_assert(image_copy(&image, &room, NULL));
        draw_body(&pose, &image);
        for (int j = 0; j < FILM_WIDTH * FILM_HEIGHT; j++)
            grey[j] = (unsigned char)((float)image.bgr[3 * j] + 12 * (drawn_uniform(&luck) - 0.5f));
        fprintf(film, "FRAME\n");
        cr_assert(fwrite(grey, 1, FILM_WIDTH * FILM_HEIGHT, film) == FILM_WIDTH * FILM_HEIGHT);
    }
    cr_assert(fclose(film) == 0);
    free(grey);
    image_free(&room);
    image_free(&image);
    return frames;
}

/* Where each right-hand tag was drawn, as 33 points a frame. */
static void make_reference(const char *path, int frames, int squats)
{
    static const int point[] = {12, 24, 26, 28};
    FILE *file = fopen(path, "w");
    cr_assert(file);
    for (int i = 0; i < frames; i++) {
        const struct pose pose = film_pose((double)i / FILM_FPS, squats);
        fprintf(file, "%s[", i ? "," : "[");
        for (int p = 0; p < 33; p++) {
            double x = 0, y = 0;
            for (int k = 0; k < 4; k++) {
                /* The trunk is measured on both sides. */
                if (p != point[k] && p != point[k] - 1)
                    continue;
                const struct landmark *at = &pose.joint[markers_joint(2 * k + 1)];
                x = ((double)at->x - FILM_SHIFT) * FILM_HEIGHT;
                y = (double)at->y * FILM_HEIGHT;
            }
            fprintf(file, "%s[%.2f,%.2f,0]", p ? "," : "", x, y);
        }
        fprintf(file, "]");
    }
    fprintf(file, "]\n");
    cr_assert(fclose(file) == 0);
}

Test(film, three_squats_in_tags_are_three_squats, .timeout = 600)
{
    struct place place = place_make();
    char film[512], reference[512];
    place_join(film, place.folder, "film.y4m");
    place_join(reference, place.folder, "reference.json");
    const int frames = make_film(film, 3);
    make_reference(reference, frames, 3);
    struct ran *ran = PROGRAM_RUN(&place, "record", "--exercise", "mini_squat", "--source",
                                  "film.y4m", "--tracker", "markers", "-o", "film.rec");
    cr_assert_eq(ran->exit_code, 0, "%s%s", ran->out, ran->err);
    free(ran);
    ran = PROGRAM_RUN(&place, "score", "--json", "film.rec");
    cr_expect_eq(text_count(ran->out, "\"index\""), 3, "%s", ran->out);
    cr_expect(strstr(ran->out, "\"tracker\":\"markers\""), "%s", ran->out);
    cr_expect(!strstr(ran->out, "\"score\":null"), "%s", ran->out);
    const char *range = strstr(ran->out, "\"rom_deg\":");
    cr_assert(range, "%s", ran->out);
    cr_expect_float_eq(atof(range + strlen("\"rom_deg\":")), 46, 2, "%s", range);
    free(ran);
    ran = PROGRAM_RUN(&place, "landmarks", "--source", "film.y4m", "--tracker", "markers",
                      "--reference", "reference.json");
    const char *mean = strstr(ran->out, "mean distance ");
    cr_assert(mean, "%s%s", ran->out, ran->err);
    cr_expect_leq(atof(mean + strlen("mean distance ")), 0.15, "of 216 px: %s", mean);
    cr_expect_eq(text_count(ran->out, "not seen"), 12, "the left side and what has no tag: %s",
                 ran->out);
    free(ran);
    /* In a mirror there is nobody, rather than a body with its sides swapped. */
    ran = PROGRAM_RUN(&place, "landmarks", "--source", "film.y4m", "--tracker", "markers",
                      "--reference", "reference.json", "--mirror");
    cr_expect(strstr(ran->out, "person found in 0 of "), "%s%s", ran->out, ran->err);
    free(ran);
    place_remove(place.folder);
}

Test(film, the_settings_and_doctor_know_the_tracker, .timeout = 300)
{
    struct place place = place_make();
    char film[512];
    place_join(film, place.folder, "film.y4m");
    make_film(film, 0);
    place_write(&place, "config/unguard/unguard.cfg", "tracker = \"markers\";\n");
    struct ran *ran = PROGRAM_RUN(&place, "play", "mini_squat", "--headless", "--source",
                                  "film.y4m", "--record", "kept.rec", "--no-history");
    cr_expect_eq(ran->exit_code, 0, "%s", ran->err);
    free(ran);
    char path[512];
    size_t size;
    place_join(path, place.folder, "kept.rec");
    char *text = read_all(path, &size);
    struct markers *markers = markers_create(NULL);
    char line[64];
    snprintf(line, sizeof line, "\ntracker markers %s\n", markers_checksum(markers));
    cr_expect(strstr(text, line), "%.200s", text);
    markers_free(markers);
    free(text);
    ran = PROGRAM_RUN(&place, "doctor");
    cr_expect(strstr(ran->out, "printed tags"), "%s", ran->out);
    free(ran);
    ran = PROGRAM_RUN(&place, "doctor", "--tracker", "markerss");
    cr_expect(strstr(ran->out, "or markers for printed tags"), "%s", ran->out);
    free(ran);
    place_remove(place.folder);
}
