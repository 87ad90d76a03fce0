/* What the screen says when the camera doesn't see one person: films of drawn rooms and composed
 * photographs through the threads, the network that comes with Unguard, and the notice. */
#include "live.h"
#include "photo_sample.h"
#include "prescribe.h"
#include "words.h"

#include <unistd.h>

#define FPS 20

struct film {
    char path[64];
    FILE *file;
    int frames;
};

/* A raw film of that size, in colour. */
static struct film film_start(int width, int height)
{
    struct film film = {.path = "/tmp/unguard-test-XXXXXX"};
    int file = mkstemp(film.path);
    cr_assert(file >= 0);
    film.file = fdopen(file, "wb");
    cr_assert(film.file);
    fprintf(film.file, "YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C444\n", width, height, FPS);
    return film;
}

/* ITU-R BT.601, video range. */
static int yuv_of(const unsigned char *bgr, int plane)
{
    static const int weights[3][3] = {{25, 129, 66}, {112, -74, -38}, {-18, -94, 112}};
    const int *weight = weights[plane];
    int sum = weight[0] * bgr[0] + weight[1] * bgr[1] + weight[2] * bgr[2];
    return (sum + 128 + (plane == 0 ? 16 : 128) * 256) / 256;
}

static void film_add(struct film *film, const struct image *scene, double light, int frames)
{
    struct image shot = {0};
    for (int i = 0; i < frames; i++) {
        picture_shoot(scene, light, 3, film->frames++, &shot);
        fputs("FRAME\n", film->file);
        for (int plane = 0; plane < 3; plane++)
            for (int y = 0; y < shot.height_px; y++)
                for (int x = 0; x < shot.width_px; x++)
                    fputc(yuv_of(picture_at(&shot, x, y), plane), film->file);
    }
    image_free(&shot);
}

struct moment {
    int frame;        /* of the film, after which it is looked */
    enum sight sight; /* whose words must stand there; SIGHT_ONE: none */
};

static void expect_words(struct film *film, const struct moment *moment, int count)
{
    struct settings settings;
    struct error err = {{0}};
    const struct prescription wanted = {.exercise = "mini_squat"};
    cr_assert(fclose(film->file) == 0);
    cr_assert(settings_load(&settings, &err), "%s", err.text);
    struct plan *plan = prescribe_plan(&settings, &wanted, &err);
    cr_assert_not_null(plan, "%s", err.text);
    const struct live_options options = {.source = film->path, .model = PHOTO_BUILTIN};
    struct live *live = live_open(&options, plan, &err);
    cr_assert_not_null(live, "%s", err.text);
    const struct input_source source = live_source(live);
    struct input input;
    int frame = 0, at = 0;
    while (at < count && source.next(source.self, &input, &err) == PULL_INPUT) {
        if (++frame < moment[at].frame)
            continue;
        const char *said = live_notice(live), *expected = words_sight(moment[at].sight);
        if (expected == NULL)
            cr_assert_null(said, "frame %d: %s", frame, said);
        else
            cr_assert(said != NULL && strcmp(said, expected) == 0, "frame %d: %s", frame,
                      said != NULL ? said : "nothing");
        cr_assert_eq(input.u.pose.present, moment[at].sight == SIGHT_ONE);
        at++;
    }
    cr_assert_eq(at, count, "the film ended early: %s", err.text);
    live_close(live);
    free(plan);
    remove(film->path);
}

Test(words, each_sight_but_one_person_has_some)
{
    for (int sight = SIGHT_NOBODY; sight < SIGHT_COUNT; sight++) {
        const char *words = words_sight((enum sight)sight);
        cr_assert(words != NULL && strlen(words) < 70, "%s", sight_name((enum sight)sight));
        cr_assert_null(strstr(words, "wrong"));
    }
    cr_assert_null(words_sight(SIGHT_ONE));
    cr_assert_null(words_sight(SIGHT_UNKNOWN));
}

Test(film, empty_dark_and_covered_are_told_apart)
{
    struct image room = picture_make(320, 240), lid = picture_make(320, 240);
    struct film film = film_start(320, 240);
    picture_room(&room);
    picture_box(&lid, 0, 0, 320, 240, (int[]){8, 8, 12});
    film_add(&film, &room, 1, 50);
    film_add(&film, &room, 0.08, 20);
    film_add(&film, &lid, 1, 20);
    film_add(&film, &room, 1, 50);
    const struct moment moments[] = {
        {49, SIGHT_NOBODY}, {69, SIGHT_DARK}, {89, SIGHT_COVERED}, {139, SIGHT_NOBODY}};
    expect_words(&film, moments, 4);
    image_free(&room);
    image_free(&lid);
}

Test(film, a_person_a_second_one_and_the_person_again)
{
    if (!photo_there())
        return;
    struct image photo = {0}, one = picture_make(640, 320), two = picture_make(640, 320);
    struct film film = film_start(640, 320);
    photo_load(1497, &photo);
    photo_paste(&one, &photo, 1.25, 0, 0);
    photo_paste(&two, &photo, 1.25, 0, 0);
    photo_empty(&photo, 82, 162);
    photo_paste(&one, &photo, 1.25, 320, 0);
    photo_load(1707, &photo);
    photo_paste(&two, &photo, 1.25, 320, 0);
    film_add(&film, &one, 1, 30);
    film_add(&film, &two, 1, 60);
    film_add(&film, &one, 1, 40);
    const struct moment moments[] = {{29, SIGHT_ONE}, {89, SIGHT_SEVERAL}, {129, SIGHT_ONE}};
    expect_words(&film, moments, 3);
    image_free(&photo);
    image_free(&one);
    image_free(&two);
}
