/* The sheet as a PDF of one page (ISO 32000-1): true size, sharp at any, and in the reader's own
 * Helvetica, which every reader has. */
#include "marker_sheet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POINTS_PER_MM (72.0 / 25.4)
#define OBJECTS       6

static double points(float mm)
{
    return (double)mm * POINTS_PER_MM;
}

/* PDF counts upwards. */
static double up(float y_mm)
{
    return points((float)MARKER_SHEET_HEIGHT_MM - y_mm);
}

static void fill(void *self, const struct rect *rects, int count, float grey)
{
    FILE *page = self;
    fprintf(page, "%.3f g\n", (double)grey);
    for (int i = 0; i < count; i++)
        fprintf(page, "%.4f %.4f %.4f %.4f re\n", points(rects[i].x), up(rects[i].y + rects[i].h),
                points(rects[i].w), points(rects[i].h));
    fprintf(page, "f\n");
}

static void line(void *self, float x0, float y0, float x1, float y1, float width, float grey)
{
    fprintf(self, "%.3f G %.3f w 1 J %.3f %.3f m %.3f %.3f l S\n", (double)grey, points(width),
            points(x0), up(y0), points(x1), up(y1));
}

static void text(void *self, const struct sheet_text *text, float grey)
{
    FILE *page = self;
    fprintf(page, "BT %.3f g /F%d %.3f Tf %.3f %.3f Td (", (double)grey, text->bold ? 2 : 1,
            points(text->size), points(text->x), up(text->y));
    for (const char *at = text->text; *at; at++)
        fprintf(page, "%s%c", strchr("()\\", *at) ? "\\" : "", *at);
    fprintf(page, ") Tj ET\n");
}

static void write_file(FILE *file, const char *page, size_t size)
{
    long at[OBJECTS + 1] = {0};
    fprintf(file, "%%PDF-1.4\n");
    at[1] = ftell(file);
    fprintf(file, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R"
                  " /ViewerPreferences << /PrintScaling /None >> >>\nendobj\n");
    at[2] = ftell(file);
    fprintf(file, "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
    at[3] = ftell(file);
    fprintf(file,
            "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.4f %.4f] /Contents 4 0 R"
            " /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>\nendobj\n",
            points(MARKER_SHEET_WIDTH_MM), points(MARKER_SHEET_HEIGHT_MM));
    at[4] = ftell(file);
    fprintf(file, "4 0 obj\n<< /Length %zu >>\nstream\n", size);
    fwrite(page, 1, size, file);
    fprintf(file, "endstream\nendobj\n");
    for (int bold = 0; bold < 2; bold++) {
        at[5 + bold] = ftell(file);
        fprintf(file,
                "%d 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica%s >>\nendobj\n",
                5 + bold, bold ? "-Bold" : "");
    }
    long table = ftell(file);
    fprintf(file, "xref\n0 %d\n0000000000 65535 f \n", OBJECTS + 1);
    for (int i = 1; i <= OBJECTS; i++)
        fprintf(file, "%010ld 00000 n \n", at[i]);
    fprintf(file, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%ld\n%%%%EOF\n", OBJECTS + 1,
            table);
}

bool marker_sheet_write_pdf(const char *path, struct error *err)
{
    char *page = NULL;
    size_t size = 0;
    FILE *content = open_memstream(&page, &size);
    if (!content)
        return error_set(err, "there isn't enough memory for the sheet; close other programs");
    const struct sheet_pen pen = {fill, line, text, content};
    bool good = marker_sheet_draw(&pen, err);
    if (fclose(content) != 0 && good)
        good = error_set(err, "there isn't enough memory for the sheet; close other programs");
    FILE *file = good ? fopen(path, "wb") : NULL;
    if (file)
        write_file(file, page, size);
    bool written = file && !ferror(file);
    if (file)
        written = fclose(file) == 0 && written;
    free(page);
    if (good && !written)
        return error_set(err, "%.180s can't be written: %s; name another place", path,
                         strerror(errno));
    return good;
}
