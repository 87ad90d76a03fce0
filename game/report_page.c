#include "report_page.h"

#include "html.h"

/* Measures of A4 with margins of 12 mm; type no smaller than 8 points. Nothing is loaded from
 * anywhere: fonts are those that are there. */
static const char style[] =
    "@page{size:A4;margin:12mm}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:#fff;color:#111;font:13.6px/1.28 \"Liberation Sans\",Arial,"
    "Helvetica,\"DejaVu Sans\",sans-serif}\n"
    ".sheet{width:186mm;margin:0 auto;position:relative;break-after:page}\n"
    ".sheet:last-child{break-after:auto}\n"
    ".fixed{height:271mm;overflow:hidden;display:flex;flex-direction:column;"
    "justify-content:space-between}\n"
    ".part{flex:none}.shrinks{flex:0 1 auto;min-height:0;display:flex;flex-direction:column}\n"
    ".shrinks>svg{flex:0 1 auto;min-height:40px}\n"
    "@media screen{.sheet{margin:8mm auto}}\n"
    "h1{font-size:21px;margin:0 0 1px}\n"
    "h2{font-size:15px;margin:7px 0 3px;padding-bottom:1px;border-bottom:1px solid #888}\n"
    "h2 small{font-weight:normal;font-size:12px;color:#333}\n"
    "h3{font-size:13.3px;margin:7px 0 1px}\n"
    "p{margin:2px 0}\n"
    ".sub{color:#333}\n"
    ".facts{display:grid;grid-template-columns:27mm 1fr;gap:2.5px 2mm;margin:3px 0}\n"
    ".facts dt{font-weight:bold}.facts dd{margin:0}\n"
    ".talk{border:1.5px solid #222;border-radius:3px;padding:3px 8px;margin:6px 0 0}\n"
    ".talk ul{margin:1px 0;padding-left:16px}\n"
    "table{border-collapse:collapse;width:100%;font-size:12.4px}\n"
    "th{text-align:left;border-bottom:1px solid #555;font-weight:bold}\n"
    "th,td{padding:1px 8px 1px 0;vertical-align:top}\n"
    "td{border-bottom:1px solid #ddd}\n"
    ".n{text-align:right;white-space:nowrap}\n"
    ".w{white-space:nowrap;max-width:62mm;overflow:hidden;text-overflow:ellipsis}\n"
    "svg{display:block;overflow:visible;max-width:100%}td svg{max-width:none}\n"
    "svg text{font-size:11px;fill:#222}\n"
    ".axis{stroke:#333;fill:none}.grid{stroke:#ccc;fill:none}.rug{stroke:#555;fill:none}\n"
    ".key{display:inline-block;margin-right:10px;font-size:12px;white-space:nowrap}\n"
    ".key svg{display:inline-block;vertical-align:-2px}\n"
    ".many{display:grid;grid-template-columns:repeat(3,1fr);gap:3px 6px}\n"
    ".many b{font-size:12px;display:block;white-space:nowrap;overflow:hidden;"
    "text-overflow:ellipsis}\n"
    ".lost{columns:3;column-gap:5mm;font-size:11.5px;line-height:1.2}\n"
    ".lost p{break-inside:avoid;margin:0 0 1px}.lost h3{font-size:12px;margin:4px 0 "
    "1px;break-after:avoid}\n"
    ".foot{font-size:11px;color:#333;border-top:1px solid #888;margin-top:6px;padding-top:2px}\n"
    ".fixed .foot{margin-bottom:0}\n";

void page_begin(FILE *out, const char *title)
{
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
          out);
    html_text(out, title);
    fprintf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", style);
}

void page_end(FILE *out)
{
    fputs("</body>\n</html>\n", out);
}

void page_sheet(FILE *out, bool fixed)
{
    fprintf(out, "<section class=\"sheet%s\">\n", fixed ? " fixed" : "");
}

void page_sheet_end(FILE *out)
{
    fputs("</section>\n", out);
}

void page_part(FILE *out, bool shrinks)
{
    fprintf(out, "<div class=\"%s\">\n", shrinks ? "shrinks" : "part");
}

void page_part_end(FILE *out)
{
    fputs("</div>\n", out);
}

void page_foot(FILE *out, int32_t number, int32_t of)
{
    fputs("<p class=\"foot\">Coaching, not treatment; camera estimates may be wrong. The figures "
          "say what was recorded, not why. A gap is what was not seen or not told, never zero. ",
          out);
    if (of > 0)
        fprintf(out, "Unguard %s, page %d of %d.", UNGUARD_VERSION, (int)number, (int)of);
    fputs("</p>\n", out);
}
