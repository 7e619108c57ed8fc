# lock.pl flock FILE             takes an exclusive flock, prints the milliseconds that this took, and gives it back
# lock.pl fcntl FILE             the same with a lock of fcntl
# lock.pl hold FILE COMMAND...   runs the command while this process holds a lock of fcntl on the file
# lock.pl ask FILE               prints whether an exclusive lock of fcntl would be granted: "free" or "held"
#
# The lock of fcntl is a shared one, since a file that can only be read takes no other; it conflicts with an exclusive one.
use strict;
use warnings;
use Fcntl qw(F_GETLK F_SETLK F_RDLCK F_WRLCK F_UNLCK SEEK_SET LOCK_EX LOCK_NB);
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC);

# struct flock of Linux on 64 bits: type, whence, start, length (0: to the end), process
my $layout = "s s x4 q q l x4";

my ($verb, $file, @command) = @ARGV;
open(my $handle, "<", $file) or die "cannot open $file: $!\n";

sub share { fcntl($handle, F_SETLK, pack($layout, F_RDLCK, SEEK_SET, 0, 0, 0)) or die "no lock on $file: $!\n" }

sub timed {
    my ($take) = @_;
    my $begun = clock_gettime(CLOCK_MONOTONIC);
    $take->();
    printf "%d ms\n", 1000 * (clock_gettime(CLOCK_MONOTONIC) - $begun);
}

if ($verb eq "flock") {
    timed(sub { flock($handle, LOCK_EX | LOCK_NB) or die "no lock on $file: $!\n" });
} elsif ($verb eq "fcntl") {
    timed(\&share);
} elsif ($verb eq "hold") {
    share();
    exit(system(@command) == 0 ? 0 : 1);
} else {
    my $lock = pack($layout, F_WRLCK, SEEK_SET, 0, 0, 0);
    fcntl($handle, F_GETLK, $lock) or die "cannot ask for the lock on $file: $!\n";
    my ($type) = unpack($layout, $lock);
    print $type == F_UNLCK ? "free\n" : "held\n";
}
