// A library to be preloaded: it stands between SQLite and the system, and fails
// on request. What is requested stands in a file, FAULT_CONTROL, which the test
// has mapped, too. Only files below the folder FAULT_FOLDER are touched. Go's own
// calls do not pass here.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

static struct control {
	long calls;     // so far
	long at;        // this call fails with EIO; 0 is none
	long dead_from; // from this call on, whatever changes a file fails with EIO
	long full_from; // from this call on, whatever grows a file fails with ENOSPC
	long syncs;     // so far
	long cut_at;    // from this sync on, nothing reaches the disk; 0 is never
} *control;

static const char *folder;

static void __attribute__((constructor)) begin(void) {
	folder = getenv("FAULT_FOLDER");
	const char *name = getenv("FAULT_CONTROL");
	int fd = name ? open(name, O_RDWR) : -1;
	if (fd < 0)
		return;
	void *p = mmap(0, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (p != MAP_FAILED)
		control = p;
}

// ours finds the name of fd, and tells whether it is below the folder.
static int ours(int fd, char *name, size_t size) {
	char link[64];
	if (!control || !folder)
		return 0;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, name, size - 1);
	if (n < 0)
		return 0;
	name[n] = 0;
	return !strncmp(name, folder, strlen(folder)) && !strstr(name, "-shm") && !strstr(name, ".disk");
}

enum { READS = 1, CHANGES = 2, GROWS = 4 };

static int fails(int fd, int kind) {
	char name[4096];
	if (!ours(fd, name, sizeof name))
		return 0;
	long n = __sync_add_and_fetch(&control->calls, 1);
	if (n == control->at || (kind & CHANGES && control->dead_from && n >= control->dead_from)) {
		errno = EIO;
		return 1;
	}
	if (kind & GROWS && control->full_from && n >= control->full_from) {
		errno = ENOSPC;
		return 1;
	}
	return 0;
}

static ssize_t (*read_at)(int, void *, size_t, off64_t);
static ssize_t (*write_at)(int, const void *, size_t, off64_t);
static int (*cut_off)(int, off64_t);
static int (*sync_all)(int);
static int (*sync_data)(int);

#define FIND(to, name) (to ? to : (to = dlsym(RTLD_NEXT, name)))

ssize_t pread64(int fd, void *to, size_t n, off64_t at) {
	return fails(fd, READS) ? -1 : FIND(read_at, "pread64")(fd, to, n, at);
}
ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at) {
	return fails(fd, CHANGES | GROWS) ? -1 : FIND(write_at, "pwrite64")(fd, from, n, at);
}
int ftruncate64(int fd, off64_t n) {
	return fails(fd, CHANGES) ? -1 : FIND(cut_off, "ftruncate64")(fd, n);
}
ssize_t pread(int fd, void *to, size_t n, off_t at) { return pread64(fd, to, n, at); }
ssize_t pwrite(int fd, const void *from, size_t n, off_t at) { return pwrite64(fd, from, n, at); }
int ftruncate(int fd, off_t n) { return ftruncate64(fd, n); }

// reach copies a file as it is now to what the disk holds of it, NAME.disk.
static void reach(int fd) {
	char name[4096], to[4200], part[4200], buffer[65536];
	if (!ours(fd, name, sizeof name))
		return;
	long n = __sync_add_and_fetch(&control->syncs, 1);
	if (control->cut_at && n >= control->cut_at)
		return;
	snprintf(to, sizeof to, "%s.disk", name);
	snprintf(part, sizeof part, "%s.disk.part", name);
	int out = open(part, O_CREAT | O_TRUNC | O_WRONLY, 0600);
	ssize_t got;
	for (off64_t at = 0; (got = FIND(read_at, "pread64")(fd, buffer, sizeof buffer, at)) > 0; at += got)
		if (FIND(write_at, "pwrite64")(out, buffer, got, at) != got)
			abort();
	close(out);
	rename(part, to);
}

int fsync(int fd) {
	if (fails(fd, CHANGES))
		return -1;
	reach(fd);
	return FIND(sync_all, "fsync")(fd);
}
int fdatasync(int fd) {
	if (fails(fd, CHANGES))
		return -1;
	reach(fd);
	return FIND(sync_data, "fdatasync")(fd);
}
