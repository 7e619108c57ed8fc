/* Writes a file through a shared mapping, last page first: write-mapped SOURCE TARGET. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE 4096

static int fail(const char *what) {
    perror(what);
    return 1;
}

int main(int count, char **words) {
    struct stat about;
    if (count != 3) return 2;
    int source = open(words[1], O_RDONLY);
    if (source < 0 || fstat(source, &about) < 0) return fail(words[1]);
    size_t size = about.st_size;
    int target = open(words[2], O_RDWR | O_CREAT | O_EXCL, 0644);
    if (target < 0) return fail("open");
    if (ftruncate(target, size) < 0) return fail("ftruncate");
    char *to = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, target, 0);
    if (to == MAP_FAILED) return fail("mmap");
    for (size_t page = (size + PAGE - 1) / PAGE; page-- > 0;) {
        size_t length = page * PAGE + PAGE > size ? size - page * PAGE : PAGE;
        if (pread(source, to + page * PAGE, length, page * PAGE) != (ssize_t)length) return fail("pread");
    }
    if (munmap(to, size) < 0) return fail("munmap");
    return close(target) < 0 ? fail("close") : 0;
}
