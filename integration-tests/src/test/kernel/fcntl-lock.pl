# fcntl-lock.pl hold FILE COMMAND...   runs the command while this process holds a lock on the file
# fcntl-lock.pl ask FILE               prints whether an exclusive lock would be granted: "free" or "held"
#
# The lock that is held is a shared one, since a file that can only be read takes no other; it conflicts with an exclusive one.
use strict;
use warnings;
use Fcntl qw(F_GETLK F_SETLK F_RDLCK F_WRLCK F_UNLCK SEEK_SET);

# struct flock of Linux on 64 bits: type, whence, start, length (0: to the end), process
my $layout = "s s x4 q q l x4";

my ($verb, $file, @command) = @ARGV;
open(my $handle, "<", $file) or die "cannot open $file: $!\n";
if ($verb eq "hold") {
    fcntl($handle, F_SETLK, pack($layout, F_RDLCK, SEEK_SET, 0, 0, 0)) or die "no lock on $file: $!\n";
    exit(system(@command) == 0 ? 0 : 1);
}
my $lock = pack($layout, F_WRLCK, SEEK_SET, 0, 0, 0);
fcntl($handle, F_GETLK, $lock) or die "cannot ask for the lock on $file: $!\n";
my ($type) = unpack($layout, $lock);
print $type == F_UNLCK ? "free\n" : "held\n";
