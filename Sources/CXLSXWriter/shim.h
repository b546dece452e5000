// Debian has libxlsxwriter as a shared library only. It is opened when a workbook is written, so that the program is
// one file that starts without it; the types are those of the header it was built with.
#ifndef COUNTERPART_CXLSXWRITER_SHIM_H
#define COUNTERPART_CXLSXWRITER_SHIM_H

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>
#include <xlsxwriter.h>

#define CP_XLSX_EACH(X)                                                                                          \
    X(workbook_new_opt) X(workbook_add_worksheet) X(workbook_add_format) X(workbook_set_properties)              \
    X(workbook_close) X(worksheet_write_string) X(worksheet_write_number) X(worksheet_write_blank)               \
    X(worksheet_set_column) X(worksheet_freeze_panes) X(worksheet_autofilter) X(worksheet_ignore_errors)         \
    X(worksheet_set_landscape) X(worksheet_set_paper) X(worksheet_repeat_rows) X(worksheet_fit_to_pages)         \
    X(format_set_bold) X(format_set_text_wrap) X(format_set_num_format) X(format_set_align)                      \
    X(format_set_bottom) X(format_set_top) X(format_set_bg_color) X(format_set_font_size)                        \
    X(format_set_font_color) X(lxw_strerror)

#define CP_XLSX_FIELD(name) __typeof__(&name) name;
typedef struct { void *handle; CP_XLSX_EACH(CP_XLSX_FIELD) } cp_xlsx;
#undef CP_XLSX_FIELD

/// The name of the library that fits these headers.
static inline const char *cp_xlsx_library(void) { return "libxlsxwriter.so." LXW_SOVERSION; }

/// Opens a library and finds what is called; NULL, or the name of the call that it lacks, empty where there is no
/// such library. The name passed in may live no longer than this call, so it is not given back.
static inline const char *cp_xlsx_open(cp_xlsx *x, const char *library) {
    memset(x, 0, sizeof *x);
    x->handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!x->handle) return "";
#define CP_XLSX_FIND(name)                                                                                       \
    *(void **)(&x->name) = dlsym(x->handle, #name);                                                              \
    if (!x->name) return #name;
    CP_XLSX_EACH(CP_XLSX_FIND)
#undef CP_XLSX_FIND
    return NULL;
}

static inline lxw_workbook *cp_xlsx_workbook(const cp_xlsx *x, const char *path, const char *tmpdir) {
    lxw_workbook_options options = {.constant_memory = 1, .tmpdir = (char *)tmpdir, .use_zip64 = 0};
    return x->workbook_new_opt(path, &options);
}

static inline lxw_error cp_xlsx_properties(const cp_xlsx *x, lxw_workbook *book, const char *title, time_t created) {
    lxw_doc_properties properties;
    memset(&properties, 0, sizeof properties);
    properties.title = (char *)title;
    properties.created = created;
    return x->workbook_set_properties(book, &properties);
}

static inline lxw_worksheet *cp_xlsx_sheet(const cp_xlsx *x, lxw_workbook *book, const char *name) {
    return x->workbook_add_worksheet(book, name);
}

/// A whole number of 15 digits at most and a power of ten up to 22 are both exact in binary, so their quotient is the
/// number nearest to the decimal.
static inline lxw_error cp_xlsx_decimal(const cp_xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                                        int64_t mantissa, uint8_t scale, lxw_format *format) {
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    return x->worksheet_write_number(sheet, row, column, (double)mantissa / powers[scale], format);
}

static inline lxw_error cp_xlsx_text(const cp_xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                                     const char *text, lxw_format *format) {
    return x->worksheet_write_string(sheet, row, column, text, format);
}

static inline lxw_error cp_xlsx_blank(const cp_xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                                      lxw_format *format) {
    return x->worksheet_write_blank(sheet, row, column, format);
}

static inline void cp_xlsx_width(const cp_xlsx *x, lxw_worksheet *sheet, lxw_col_t column, int width) {
    x->worksheet_set_column(sheet, column, column, width, NULL);
}

/// The head stays in sight, is repeated on paper and can be filtered by; numbers kept as text are no mistake.
static inline void cp_xlsx_head(const cp_xlsx *x, lxw_worksheet *sheet, lxw_col_t frozen, lxw_row_t last,
                                lxw_col_t columns, const char *everywhere) {
    x->worksheet_freeze_panes(sheet, 1, frozen);
    x->worksheet_autofilter(sheet, 0, 0, last, columns - 1);
    x->worksheet_repeat_rows(sheet, 0, 0);
    x->worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, everywhere);
}

static inline void cp_xlsx_page(const cp_xlsx *x, lxw_worksheet *sheet) {
    x->worksheet_set_landscape(sheet);
    x->worksheet_set_paper(sheet, 9);
    x->worksheet_fit_to_pages(sheet, 1, 0);
}

typedef struct { const char *digits; int bold, head, total, right, wrap, title, muted; } cp_xlsx_look;

static inline lxw_format *cp_xlsx_format(const cp_xlsx *x, lxw_workbook *book, cp_xlsx_look look) {
    lxw_format *format = x->workbook_add_format(book);
    if (!format) return NULL;
    if (look.digits) x->format_set_num_format(format, look.digits);
    if (look.bold || look.head || look.total || look.title) x->format_set_bold(format);
    if (look.head) {
        x->format_set_text_wrap(format);
        x->format_set_bottom(format, LXW_BORDER_THIN);
        x->format_set_bg_color(format, 0xF3F5F4);
        x->format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
    }
    if (look.total) x->format_set_top(format, LXW_BORDER_THIN);
    if (look.right) x->format_set_align(format, LXW_ALIGN_RIGHT);
    if (look.wrap) {
        x->format_set_text_wrap(format);
        x->format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    }
    if (look.title) x->format_set_font_size(format, 16);
    if (look.title) x->format_set_font_color(format, 0x1F4D3F);
    if (look.muted) x->format_set_font_color(format, 0x5B6561);
    return format;
}

static inline lxw_error cp_xlsx_close(const cp_xlsx *x, lxw_workbook *book) { return x->workbook_close(book); }

static inline const char *cp_xlsx_reason(const cp_xlsx *x, lxw_error error) { return x->lxw_strerror(error); }

#endif
